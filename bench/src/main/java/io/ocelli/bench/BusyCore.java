package io.ocelli.bench;

import java.io.IOException;

/**
 * A process that computes on one core until it is ended or its parent is gone: the company of
 * {@code TrainPeers --beside-busy}.
 */
final class BusyCore implements AutoCloseable {
  private static final int ROUND = 10_000_000;

  private final Process process;

  BusyCore() throws IOException {
    process =
        new ProcessBuilder(TrainTurn.java(BusyCore.class.getName()))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
  }

  /** Whether it computes still. */
  boolean isBusy() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }

  /** The process. */
  public static void main(String[] args) {
    ProcessHandle parent = ProcessHandle.current().parent().orElseThrow();
    double sum = 0;
    while (parent.isAlive()) {
      for (int i = 1; i <= ROUND; i++) {
        sum += 1.0 / i;
      }
    }
    System.out.println(sum);
  }
}
