package io.ocelli.model.engine;

/** One piece of the work of a training step. */
interface Step {
  /** For messages and profiles. */
  String name();

  void run();

  /** A step in Java. */
  static Step of(String name, Runnable work) {
    return new Step() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public void run() {
        work.run();
      }
    };
  }
}
