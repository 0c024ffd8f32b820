package io.ocelli.app.cli;

import picocli.CommandLine.Command;

/** {@code ocelli data …}. */
@Commands({
  DataInfoCommand.class,
  DataCheckCommand.class,
  DataSplitCommand.class,
  DataConvertCommand.class,
  DataPreviewCommand.class,
  DataAugmentCommand.class,
  DataSynthesizeCommand.class
})
@Command(
    name = "data",
    description =
        "Look at, check, split, convert, preview, enlarge and make data sets of pictures.")
final class DataCommand extends Group {}
