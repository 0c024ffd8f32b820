package io.ocelli.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocelli.dataset.audit.AuditReport;
import io.ocelli.dataset.audit.AuditedPicture;
import io.ocelli.dataset.audit.Baselines;
import io.ocelli.dataset.audit.CleanSplit;
import io.ocelli.dataset.audit.Finding;
import io.ocelli.dataset.audit.NearDuplicates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code data check} writes for programs. */
final class CheckFiles {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private CheckFiles() {}

  /** One JSON object with the counts, the accuracies and all findings. */
  static String json(AuditReport report) throws JsonProcessingException {
    ObjectNode json = JSON.createObjectNode();
    json.put("data", report.data().name());
    json.put("pictures", report.pictures().size());
    json.put("readable", report.readable());
    json.put("classes", report.data().classes().size());
    json.put("serious", report.serious());
    Baselines baselines = report.baselines();
    if (baselines != null) {
      json.putObject("accuracy")
          .put("chance", baselines.chance())
          .put("majority", baselines.majority())
          .put("mean_colour", baselines.meanColor())
          .put("border", baselines.border())
          .put("content", baselines.content());
    }
    ObjectNode counts = json.putObject("counts");
    report.byKind().forEach((kind, findings) -> counts.put(kind.key(), findings.size()));
    ArrayNode all = json.putArray("findings");
    for (Finding finding : report.findings()) {
      ObjectNode one = all.addObject();
      one.put("finding", finding.kind().key());
      one.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
      if (Double.isFinite(finding.score())) {
        one.put("score", finding.score());
      }
      one.put("note", finding.note());
      ArrayNode pictures = one.putArray("pictures");
      for (AuditedPicture picture : finding.pictures()) {
        ObjectNode node = pictures.addObject();
        node.put("path", picture.path());
        if (picture.split() != null) {
          node.put("split", picture.splitName());
        }
        node.put("class", picture.label());
      }
    }
    return JSON.writeValueAsString(json);
  }

  /**
   * A row for each finding; where several pictures are alike, a row for each of them but the first,
   * with the one that it is most like.
   */
  static void findings(AuditReport report, Path file, String origin) throws IOException {
    Mates mates = new Mates(report);
    try (ResultSink sink = ResultSink.file(file, origin)) {
      try (CsvRows rows =
          new CsvRows(
              sink.stream(),
              "finding",
              "severity",
              "path",
              "split",
              "class",
              "other path",
              "score",
              "note")) {
        for (Finding finding : report.findings()) {
          write(finding, mates, rows);
        }
      }
      sink.finish();
    }
  }

  private static void write(Finding finding, Mates mates, CsvRows rows) throws IOException {
    List<AuditedPicture> pictures = finding.pictures();
    switch (finding.kind()) {
      case TWO_LABELS, COPY, COPY_ACROSS_SPLITS -> {
        for (AuditedPicture picture : pictures.subList(1, pictures.size())) {
          row(finding, picture, pictures.get(0).path(), finding.score(), rows);
        }
      }
      case NEAR_COPY, NEAR_COPY_ACROSS_SPLITS, NEAR_COPY_TWO_LABELS -> {
        for (AuditedPicture picture : pictures.subList(1, pictures.size())) {
          Mate mate = mates.of(picture);
          String other = mate == null ? pictures.get(0).path() : mate.picture().path();
          row(finding, picture, other, mate == null ? 1 : mate.likeness(), rows);
        }
      }
      default -> {
        if (pictures.isEmpty()) {
          row(finding, null, "", finding.score(), rows);
        }
        for (AuditedPicture picture : pictures) {
          row(finding, picture, "", finding.score(), rows);
        }
      }
    }
  }

  private static void row(
      Finding finding, @Nullable AuditedPicture picture, String other, double score, CsvRows rows)
      throws IOException {
    rows.row(
        finding.kind().key(),
        finding.severity().name().toLowerCase(Locale.ROOT),
        picture == null ? "" : picture.path(),
        picture == null ? "" : picture.splitName(),
        picture == null ? "" : picture.label(),
        other,
        Double.isFinite(score) ? String.format(Locale.ROOT, "%.4f", score) : "",
        finding.note());
  }

  /** The cleaned split, as {@code --split-file} reads it: {@code path,class,split}. */
  static void split(CleanSplit clean, Path file, String origin) throws IOException {
    try (ResultSink sink = ResultSink.file(file, origin)) {
      try (CsvRows rows = new CsvRows(sink.stream(), "path", "class", "split")) {
        for (CleanSplit.Entry entry : clean.entries()) {
          rows.row(entry.picture().path(), entry.picture().label(), entry.split().folder());
        }
      }
      sink.finish();
    }
  }

  /** A picture that another is like. */
  private record Mate(AuditedPicture picture, double likeness) {}

  /** Of each picture the one that it is most like. */
  private static final class Mates {
    private final Map<AuditedPicture, Mate> mates = new HashMap<>();

    Mates(AuditReport report) {
      for (NearDuplicates.Pair pair : report.nearDuplicates().pairs()) {
        AuditedPicture first = report.pictures().get(pair.first());
        AuditedPicture second = report.pictures().get(pair.second());
        add(first, second, pair.likeness());
        add(second, first, pair.likeness());
      }
    }

    private void add(AuditedPicture picture, AuditedPicture other, double likeness) {
      Mate known = mates.get(picture);
      if (known == null || likeness > known.likeness()) {
        mates.put(picture, new Mate(other, likeness));
      }
    }

    @Nullable Mate of(AuditedPicture picture) {
      return mates.get(picture);
    }
  }
}
