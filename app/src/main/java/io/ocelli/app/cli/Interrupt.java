package io.ocelli.app.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Ctrl-C as a request. A long job says {@link #heed()}, asks {@link #requested()} between two steps
 * and then ends as it would at its end: files closed, results written, what to do next said. A
 * second Ctrl-C ends the process at once.
 *
 * <p>Not by a shutdown hook: those of libraries run at the same time, and ONNX Runtime's pulls its
 * environment away from under a job that is still at work. The JVM offers signals only as {@code
 * sun.misc.Signal}, whose use javac warns of, hence the reflection; where it is missing Ctrl-C ends
 * the process as it always does.
 */
public final class Interrupt {
  private static final AtomicBoolean REQUESTED = new AtomicBoolean();
  private static volatile boolean heeded;

  private Interrupt() {}

  /** Whether Ctrl-C was pressed, or the process told to end. */
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

  /** Begins to listen for Ctrl-C (SIGINT) and for being told to end (SIGTERM). */
  static void listen() {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler onCall =
          (proxy, method, args) -> {
            switch (method.getName()) {
              case "handle" -> arrived();
              case "hashCode" -> {
                return System.identityHashCode(proxy);
              }
              case "equals" -> {
                return proxy == args[0];
              }
              default -> {
                return "Ocelli's handler";
              }
            }
            return null;
          };
      Object ours =
          Proxy.newProxyInstance(
              Interrupt.class.getClassLoader(), new Class<?>[] {handler}, onCall);
      for (String name : new String[] {"INT", "TERM"}) {
        signal
            .getMethod("handle", signal, handler)
            .invoke(null, signal.getConstructor(String.class).newInstance(name), ours);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      heeded = false;
    }
  }

  private static void arrived() {
    boolean again = REQUESTED.getAndSet(true);
    if (again) {
      Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }
    if (!heeded) {
      System.exit(ExitCode.INTERRUPTED);
    }
  }
}
