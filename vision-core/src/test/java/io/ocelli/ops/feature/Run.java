package io.ocelli.ops.feature;

import io.ocelli.image.Raster;
import io.ocelli.ops.Finding;
import io.ocelli.ops.Pipeline;
import io.ocelli.ops.Result;
import java.util.List;

/** Runs a pipeline for a test. */
final class Run {
  private Run() {}

  /** The findings of a class, in their order. */
  static <T extends Finding> List<T> findings(String pipeline, Raster picture, Class<T> type) {
    try (Result result = Pipeline.parse(pipeline).run(picture)) {
      return result.findings().stream().map(found -> type.cast(found.finding())).toList();
    }
  }
}
