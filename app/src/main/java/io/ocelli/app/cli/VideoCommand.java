package io.ocelli.app.cli;

import picocli.CommandLine.Command;

/** {@code ocelli video …}. */
@Command(
    name = "video",
    description = "Look into, take apart, make, change and play videos.",
    subcommands = {
      VideoInfoCommand.class,
      VideoFramesCommand.class,
      VideoAssembleCommand.class,
      VideoApplyCommand.class,
      VideoPlayCommand.class,
      VideoMontageCommand.class
    })
final class VideoCommand extends Group {}
