package io.ocelli.app.cli;

import java.nio.file.Path;

/**
 * Where a command that makes a data set puts it: {@code --out DIR} is the data set itself; with
 * {@code --name} it is the folder of that name in DIR; without both it is a numbered folder in
 * {@code runs/data}.
 */
final class DataFolder {
  private DataFolder() {}

  static Path of(CommonOptions options, String defaultName) {
    if (options.out != null && options.name == null) {
      return options.out;
    }
    return RunFolder.create(options, "data", defaultName).path();
  }
}
