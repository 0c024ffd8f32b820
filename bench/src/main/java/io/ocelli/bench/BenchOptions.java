package io.ocelli.bench;

import java.util.Arrays;

/** Options of a benchmark's own: {@code --name value}. */
final class BenchOptions {
  private BenchOptions() {}

  static String text(String[] args, String name, String byDefault) {
    int at = Arrays.asList(args).indexOf(name);
    return at >= 0 && at + 1 < args.length ? args[at + 1] : byDefault;
  }

  static int whole(String[] args, String name, int byDefault) {
    return Integer.parseInt(text(args, name, Integer.toString(byDefault)));
  }
}
