package io.ocelli.app.cli;

import picocli.CommandLine.Command;

/** {@code ocelli models …}. */
@Command(
    name = "models",
    description = "The local store of models ($OCELLI_HOME, or ~/.ocelli).",
    subcommands = {
      ModelsAddCommand.class,
      ModelsPullCommand.class,
      ModelsSearchCommand.class,
      ModelsListCommand.class,
      ModelsInfoCommand.class,
      ModelsSummaryCommand.class,
      ModelsVerifyCommand.class,
      ModelsRemoveCommand.class
    })
final class ModelsCommand extends Group {}
