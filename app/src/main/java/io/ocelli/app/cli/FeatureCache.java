package io.ocelli.app.cli;

import io.ocelli.app.features.FeatureFiles;
import io.ocelli.app.job.Progress;
import io.ocelli.dataset.NearPaths;
import io.ocelli.error.UsageException;
import io.ocelli.model.Embedder;
import io.ocelli.model.home.OcelliHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The features of a folder, kept in {@code $OCELLI_HOME/cache/features} for each folder and model.
 * They are used again as long as the folder holds the same files with the same sizes and times, and
 * computed anew otherwise.
 */
final class FeatureCache {
  private FeatureCache() {}

  /**
   * The features of what {@code --in} names.
   *
   * @param in a folder, or {@code FILE.npy}
   * @throws UsageException if it is neither
   */
  static FeatureFiles of(Path in, Embedder embedder, Terminal terminal) throws IOException {
    if (!Files.isDirectory(in)) {
      if (!Files.isRegularFile(in)) {
        throw new UsageException(
            "no such features or folder", in.toString(), "--in", NearPaths.remedy(in));
      }
      return FeatureFiles.of(in);
    }
    FeatureFiles.About about = EmbedJob.about(embedder, false, listing(in));
    String key =
        Sha256.of(
            in.toRealPath() + "\n" + about.model() + "\n" + about.layer() + "\n" + about.input());
    Path folder = OcelliHome.folder().resolve("cache").resolve("features");
    Files.createDirectories(folder);
    FeatureFiles files = FeatureFiles.of(folder.resolve(key.substring(0, 32) + ".npy"));
    if (!current(files, about.listing())) {
      compute(files, in, about, embedder, terminal);
    }
    return files;
  }

  private static boolean current(FeatureFiles files, String listing) throws IOException {
    return JobFiles.complete(List.of(files.numbers(), files.pictures()))
        && Files.isRegularFile(files.about())
        && files.read().listing().equals(listing);
  }

  private static String listing(Path in) {
    Progress seen = new Progress();
    try (SourceStream sources = new SourceStream(List.of(in.toString()), null, other -> {})) {
      while (sources.hasNext()) {
        Source source = sources.next();
        String facts =
            source instanceof Source.Picture picture
                ? "\n" + picture.bytes().size() + "\n" + FeatureOutput.modified(picture.bytes())
                : "";
        seen.skip(source.name() + facts);
      }
    }
    return seen.mark().names();
  }

  private static void compute(
      FeatureFiles files, Path in, FeatureFiles.About about, Embedder embedder, Terminal terminal)
      throws IOException {
    terminal.remark("computing the features of " + in + " (kept for the next time)");
    FeatureOutput.Format npy = FeatureOutput.Format.NPY;
    try (SourceStream sources = new SourceStream(List.of(in.toString()), null, other -> {});
        ClassifyFolder none = ClassifyFolder.none();
        FeatureOutput output =
            FeatureOutput.file(
                files.numbers(),
                npy,
                false,
                () -> EmbedJob.options(embedder, false, npy),
                () -> about)) {
      sources.require("--in");
      List<JobOutput> outputs = new ArrayList<>(List.of(output));
      try (BulkJob job = new BulkJob(terminal, sources, none, outputs, "search")) {
        int code = EmbedJob.run(job, embedder, false, output);
        if (code == ExitCode.INTERRUPTED) {
          throw new UsageException(
              "stopped before the features were there", in.toString(), "--in", "run it again");
        }
      }
    }
  }
}
