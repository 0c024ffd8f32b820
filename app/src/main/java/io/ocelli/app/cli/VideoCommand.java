package io.ocelli.app.cli;

import picocli.CommandLine.Command;

/** {@code ocelli video …}. */
@Commands({
  VideoInfoCommand.class,
  VideoFramesCommand.class,
  VideoAssembleCommand.class,
  VideoApplyCommand.class,
  VideoPlayCommand.class,
  VideoMontageCommand.class
})
@Command(name = "video", description = "Look into, take apart, make, change and play videos.")
final class VideoCommand extends Group {}
