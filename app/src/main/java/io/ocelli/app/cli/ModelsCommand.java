package io.ocelli.app.cli;

import picocli.CommandLine.Command;

/** {@code ocelli models …}. */
@Command(name = "models", description = "The local store of models ($OCELLI_HOME, or ~/.ocelli).")
final class ModelsCommand extends Group {}
