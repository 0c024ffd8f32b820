package io.ocelli.app.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntSupplier;

/**
 * Ctrl-C as a request. A long job asks {@link #requested()} between two steps and then ends as it
 * would at its end: files closed, results written, what to do next said. The process leaves with
 * the exit code of the signal when the job has ended, or after {@link #PATIENCE_SECONDS}.
 */
public final class Interrupt {
  /** How long a job may take to end after Ctrl-C: a step, and writing what it has. */
  public static final int PATIENCE_SECONDS = 60;

  private static final AtomicBoolean REQUESTED = new AtomicBoolean();
  private static volatile boolean heeded;

  private Interrupt() {}

  /** Whether Ctrl-C was pressed (or the process told to end). */
  public static boolean requested() {
    return REQUESTED.get();
  }

  /**
   * Says that the running job asks {@link #requested()} and will end by itself. Without it Ctrl-C
   * ends the process at once.
   */
  public static void heed() {
    heeded = true;
  }

  /** Runs the program so that the end of the process waits for a job that heeds Ctrl-C. */
  static int running(IntSupplier program) {
    CountDownLatch ended = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              REQUESTED.set(true);
              if (heeded) {
                try {
                  boolean inTime = ended.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
                  if (!inTime) {
                    System.err.println("ocelli: stopped while the job was still ending");
                  }
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }
            },
            "ocelli-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      return program.getAsInt();
    } finally {
      ended.countDown();
    }
  }
}
