package io.ocelli.app.cli;

import io.ocelli.app.features.FeatureFiles;
import io.ocelli.app.features.Nearest;
import io.ocelli.app.features.Npy;
import io.ocelli.error.UsageException;
import io.ocelli.image.Image;
import io.ocelli.model.ClassifierOptions;
import io.ocelli.model.Embedder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ocelli search PICTURE… --in FEATURES -m MODEL}: pictures that look alike. */
@Command(
    name = "search",
    description = "The pictures nearest to a given one, or near duplicates within a folder.",
    footer = {
      "",
      "Examples:",
      "  ocelli search leaf.jpg --in photos/ -m leaves --top 5",
      "  ocelli search leaf.jpg --in photos.npy -m leaves --format csv",
      "  ocelli search --duplicates 0.97 --in photos/ -m leaves"
    })
final class SearchCommand extends BaseCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "PICTURE",
      description = "What is searched for: files, folders, globs, archives, addresses.")
  private List<String> words = List.of();

  @Option(
      names = "--in",
      required = true,
      paramLabel = "FEATURES",
      description =
          "Where: a file that 'ocelli embed --save FILE.npy' wrote, or a folder, whose features are"
              + " computed once and kept.",
      order = 1)
  private Path in = Path.of("");

  @Option(
      names = {"--model", "-m"},
      required = true,
      paramLabel = "MODEL",
      description = "A name in the store, an .onnx file, a run folder, or embedded:corn.",
      order = 2)
  private String model = "";

  @Option(
      names = "--layer",
      paramLabel = "NAME",
      description = "The tensor that is compared (default: what the last layer reads).",
      order = 3)
  private @Nullable String layer;

  @Option(
      names = {"--top", "-k"},
      paramLabel = "K",
      defaultValue = "5",
      description = "How many pictures for each, nearest first (default: ${DEFAULT-VALUE}).",
      order = 4)
  private int top;

  @Option(
      names = "--duplicates",
      paramLabel = "COSINE",
      description = "All pairs in FEATURES that are as alike as this or more, such as 0.97.",
      order = 5)
  private @Nullable Float duplicates;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "table, csv or jsonl (default: what the name of --save tells, else table).",
      order = 6)
  private @Nullable OutputFormat format;

  @Option(
      names = "--save",
      paramLabel = "FILE",
      description = "Write the results to a file instead of standard output.",
      order = 7)
  private @Nullable Path save;

  @Override
  protected int run() throws IOException {
    OutputFormat as = check();
    ModelDevice device = ModelDevice.check(common);
    ClassifierOptions options = new ClassifierOptions(device.device(), common.workers());
    try (Embedder embedder = Embedder.open(model, layer, options);
        ResultSink sink =
            save == null
                ? ResultSink.standardOutput(terminal())
                : ResultSink.file(save, "--save")) {
      device.tell(terminal(), embedder.placement());
      FeatureFiles files = FeatureCache.of(in, embedder, terminal());
      FeatureFiles.About about = files.read();
      requireSame(about, EmbedJob.about(embedder, false, ""));
      List<FeatureFiles.Picture> pictures = files.readPictures();
      SearchRows rows = SearchRows.of(as, sink.stream());
      int code;
      try (Npy matrix = Npy.open(files.numbers())) {
        if (matrix.rows() != pictures.size()) {
          throw new UsageException(
              "the features and their list of pictures differ",
              matrix.rows() + " and " + pictures.size(),
              files.pictures().toString(),
              "write them again with ocelli embed");
        }
        code =
            duplicates == null
                ? nearest(embedder, matrix, pictures, rows)
                : pairs(matrix, pictures, duplicates, rows);
      }
      sink.finish();
      return code;
    }
  }

  private OutputFormat check() {
    if (top < 1) {
      throw new UsageException("too few pictures", String.valueOf(top), "--top", "give 1 or more");
    }
    if (duplicates == null && words.isEmpty()) {
      throw new UsageException(
          "nothing to search for",
          "no PICTURE",
          "the command line",
          "name a picture, or add --duplicates 0.97");
    }
    if (duplicates != null && !words.isEmpty()) {
      throw new UsageException(
          "duplicates are searched for among all pictures",
          words.get(0),
          "--duplicates",
          "leave the picture out, or --duplicates");
    }
    if (duplicates != null && !(duplicates > 0 && duplicates <= 1)) {
      throw new UsageException(
          "not a cosine", duplicates.toString(), "--duplicates", "give more than 0, at most 1");
    }
    OutputFormat as = OutputFormat.of(format, save);
    if (as == OutputFormat.SQLITE) {
      throw new UsageException(
          "search writes no database", "sqlite", "--format", "give table, csv or jsonl");
    }
    return as;
  }

  private void requireSame(FeatureFiles.About there, FeatureFiles.About here) {
    if (!there.model().equals(here.model())
        || !there.layer().equals(here.layer())
        || !there.input().equals(here.input())) {
      boolean other = !there.model().equals(here.model());
      throw new UsageException(
          other ? "the features are those of another model" : "the features are other ones",
          other ? model : there.layer() + " there, " + here.layer() + " here",
          in.toString(),
          "give the model and --layer that made them, or write them again with ocelli embed");
    }
  }

  private int nearest(
      Embedder embedder, Npy matrix, List<FeatureFiles.Picture> pictures, SearchRows rows)
      throws IOException {
    PictureReader reader = new PictureReader();
    int failed = 0;
    try (SourceStream sources = new SourceStream(words, null, other -> {})) {
      sources.require("PICTURE");
      while (sources.hasNext()) {
        Source source = sources.next();
        String problem =
            reader.read(
                source,
                bytes -> {
                  try (Image image = bytes.decode(embedder.decodeOptions())) {
                    int rank = 1;
                    for (Nearest.Hit hit : Nearest.to(embedder.embed(image), matrix, top)) {
                      String found = pictures.get(hit.row()).source();
                      rows.write(source.name(), rank++, found, hit.cosine());
                    }
                    return "";
                  }
                },
                (name, error) -> error);
        if (!problem.isEmpty()) {
          failed++;
          terminal().warn("failed: " + Columns.printable(source.name() + ": " + problem));
        }
      }
    }
    return failed == 0 ? ExitCode.DONE : ExitCode.SOME_FAILED;
  }

  private int pairs(
      Npy matrix, List<FeatureFiles.Picture> pictures, float threshold, SearchRows rows)
      throws IOException {
    List<Nearest.Pair> found = Nearest.alike(matrix, threshold);
    for (Nearest.Pair pair : found) {
      rows.write(
          pictures.get(pair.first()).source(),
          1,
          pictures.get(pair.second()).source(),
          pair.cosine());
    }
    terminal()
        .remark(
            String.format(Locale.ROOT, "%d pairs among %d pictures", found.size(), matrix.rows()));
    return ExitCode.DONE;
  }
}
