package io.ocelli.app.cli;

import io.ocelli.error.UsageException;
import io.ocelli.work.OrderedWork;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code ocelli image info}: what pictures are and say of themselves. */
@Command(
    name = "info",
    description =
        "Format, size, channels, EXIF, colour profile and main colours of pictures. Each is"
            + " decoded, so that a damaged one is found.",
    footer = {
      "",
      "Examples:",
      "  ocelli image info photo.jpg",
      "  ocelli image info photos/ --json | head -n 3"
    })
final class ImageInfoCommand extends BaseCommand {
  private static final int WINDOW_PER_THREAD = 16;

  @ParentCommand private ImageCommand parent = new ImageCommand();

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Files (tried whatever their names), folders, globs, archives, @list.txt, or http(s)://…")
  private List<String> sources = List.of();

  @Option(
      names = "--json",
      description = "One JSON object a line. With -v also where a picture was taken.",
      order = 1)
  private boolean json;

  @Override
  protected int run() {
    if (!parent.words().isEmpty()) {
      throw new UsageException(
          "a word before the command",
          parent.words().get(0),
          "ocelli image info",
          "write it behind: ocelli image info " + CommandText.quoted(parent.words().get(0)));
    }
    Sources inputs = Sources.of(sources, "FILE");
    inputs.tellOthers(terminal());
    Interrupt.heed();
    int threads = Math.max(1, Math.min(common.workers(), inputs.all().size()));
    PictureReader reader = new PictureReader();
    FactsPrinter printer = new FactsPrinter(terminal(), json);
    OrderedWork<Source, Looked> work =
        new OrderedWork<>(inputs.all().iterator(), WINDOW_PER_THREAD * threads);
    try {
      work.run(threads, "ocelli-info", () -> new Look(reader), looked -> show(looked, printer));
    } catch (CancellationException stopped) {
      return ExitCode.INTERRUPTED;
    }
    return printer.failed() ? ExitCode.SOME_FAILED : ExitCode.DONE;
  }

  private static void show(Looked looked, FactsPrinter printer) {
    if (looked.facts() == null) {
      printer.failed(looked.source(), String.valueOf(looked.error()));
    } else {
      printer.print(looked.facts());
    }
    if (Interrupt.requested()) {
      throw new CancellationException("Ctrl-C");
    }
  }

  /** What became of an input: one of the two is there. */
  private record Looked(String source, @Nullable ImageFacts facts, @Nullable String error) {}

  private record Look(PictureReader reader) implements OrderedWork.Worker<Source, Looked> {
    @Override
    public Looked work(long index, Source source) {
      return reader.read(
          source,
          bytes -> new Looked(source.name(), ImageFacts.of(bytes), null),
          (name, error) -> new Looked(name, null, error));
    }

    @Override
    public void close() {
      // It holds nothing open.
    }
  }
}
