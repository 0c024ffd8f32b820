package io.ocelli.app.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ocelli.dataset.audit.AnnotationInfo;
import io.ocelli.dataset.audit.AuditReport;
import io.ocelli.dataset.audit.AuditedPicture;
import io.ocelli.dataset.audit.Baselines;
import io.ocelli.dataset.audit.BoxStatistics;
import io.ocelli.dataset.audit.Checked;
import io.ocelli.dataset.audit.CleanSplit;
import io.ocelli.dataset.audit.DetectionReport;
import io.ocelli.dataset.audit.Finding;
import io.ocelli.dataset.audit.NearDuplicates;
import io.ocelli.geometry.Box;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code data check} writes for programs. */
final class CheckFiles {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private static final List<String> COLUMNS =
      List.of("finding", "severity", "path", "split", "class", "other path", "score", "note");

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
    findings(report, json);
    return JSON.writeValueAsString(json);
  }

  /** The same of a data set with objects, with its boxes counted. */
  static String json(DetectionReport report) throws JsonProcessingException {
    AnnotationInfo info = report.info();
    ObjectNode json = JSON.createObjectNode();
    json.put("data", report.name());
    json.put("format", info.format());
    json.put("pictures", info.pictures());
    json.put("readable", report.readable());
    json.put("objects", info.objects());
    json.put("serious", report.serious());
    ArrayNode classes = json.putArray("classes");
    for (int i = 0; i < info.classes().size(); i++) {
      AnnotationInfo.ClassCount one = info.classes().get(i);
      ObjectNode node = classes.addObject();
      node.put("name", one.name()).put("objects", one.objects()).put("pictures", one.pictures());
      ObjectNode splits = node.putObject("splits");
      report.boxes().objects().get(i).forEach((split, n) -> splits.put(split.folder(), n));
    }
    AnnotationInfo.BoxSizes sizes = info.boxes();
    BoxStatistics boxes = report.boxes();
    ObjectNode node =
        json.putObject("boxes")
            .put("small", sizes.small())
            .put("medium", sizes.medium())
            .put("large", sizes.large())
            .put("shortest_side", sizes.shortest())
            .put("median_side", sizes.median())
            .put("longest_side", sizes.longest())
            .put("aspect_median", boxes.aspect().median())
            .put("at_edge", boxes.atEdge())
            .put("whole_picture", boxes.whole());
    node.set("per_picture", JSON.valueToTree(boxes.perPicture()));
    node.set("sizes", JSON.valueToTree(boxes.sizes()));
    node.set("shapes", JSON.valueToTree(boxes.shapes()));
    node.set("centres", JSON.valueToTree(boxes.centres()));
    findings(report, json);
    return JSON.writeValueAsString(json);
  }

  private static void findings(Checked report, ObjectNode json) {
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
        if (!picture.label().isEmpty()) {
          node.put("class", picture.label());
        }
      }
      if (!finding.marks().isEmpty()) {
        ArrayNode marks = one.putArray("boxes");
        for (Finding.Mark mark : finding.marks()) {
          Box box = mark.box();
          ObjectNode node = marks.addObject().put("picture", mark.picture());
          node.put("class", mark.label());
          node.putArray("box").add(box.x1()).add(box.y1()).add(box.x2()).add(box.y2());
        }
      }
    }
  }

  /**
   * A row for each finding; where several pictures are alike, a row for each of them but the first,
   * with the one that it is most like. Of a data set with objects a row for each box, with a column
   * more: its edges {@code x1 y1 x2 y2} in pixels.
   */
  static void findings(Checked report, Path file, String origin) throws IOException {
    Mates mates = new Mates(report);
    boolean objects = report instanceof DetectionReport;
    List<String> columns = new ArrayList<>(COLUMNS);
    if (objects) {
      columns.add("box");
    }
    try (ResultSink sink = ResultSink.file(file, origin)) {
      try (CsvRows rows = new CsvRows(sink.stream(), columns.toArray(String[]::new))) {
        for (Finding finding : report.findings()) {
          write(finding, mates, new Rows(finding, objects, rows));
        }
      }
      sink.finish();
    }
  }

  private static void write(Finding finding, Mates mates, Rows rows) throws IOException {
    List<AuditedPicture> pictures = finding.pictures();
    if (!finding.marks().isEmpty()) {
      for (Finding.Mark mark : finding.marks()) {
        int other = mark.picture() == 0 ? pictures.size() - 1 : 0;
        rows.mark(mark, pictures.size() > 1 ? pictures.get(other).path() : "");
      }
      return;
    }
    switch (finding.kind()) {
      case TWO_LABELS, TWO_ANNOTATIONS, COPY, COPY_ACROSS_SPLITS -> {
        for (AuditedPicture picture : pictures.subList(1, pictures.size())) {
          rows.picture(picture, pictures.get(0).path(), finding.score());
        }
      }
      case NEAR_COPY, NEAR_COPY_ACROSS_SPLITS, NEAR_COPY_TWO_LABELS -> {
        for (AuditedPicture picture : pictures.subList(1, pictures.size())) {
          Mate mate = mates.of(picture);
          String other = mate == null ? pictures.get(0).path() : mate.picture().path();
          rows.picture(picture, other, mate == null ? 1 : mate.likeness());
        }
      }
      default -> {
        if (pictures.isEmpty()) {
          rows.picture(null, "", finding.score());
        }
        for (AuditedPicture picture : pictures) {
          rows.picture(picture, "", finding.score());
        }
      }
    }
  }

  /** The rows of a finding. */
  private record Rows(Finding finding, boolean objects, CsvRows rows) {
    void picture(@Nullable AuditedPicture picture, String other, double score) throws IOException {
      row(picture, picture == null ? "" : picture.label(), other, score, "");
    }

    void mark(Finding.Mark mark, String other) throws IOException {
      Box box = mark.box();
      String edges =
          String.format(Locale.ROOT, "%.1f %.1f %.1f %.1f", box.x1(), box.y1(), box.x2(), box.y2());
      AuditedPicture picture = finding.pictures().get(mark.picture());
      row(picture, mark.label(), other, finding.score(), edges);
    }

    private void row(
        @Nullable AuditedPicture picture, String label, String other, double score, String box)
        throws IOException {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  finding.kind().key(),
                  finding.severity().name().toLowerCase(Locale.ROOT),
                  picture == null ? "" : picture.path(),
                  picture == null ? "" : picture.splitName(),
                  label,
                  other,
                  Double.isFinite(score) ? String.format(Locale.ROOT, "%.4f", score) : "",
                  finding.note()));
      if (objects) {
        cells.add(box);
      }
      rows.row(cells.toArray(String[]::new));
    }
  }

  /**
   * The cleaned split, as {@code --split-file} reads it: {@code path,class,split}; without the
   * class where objects have classes rather than pictures.
   */
  static void split(CleanSplit clean, Path file, String origin) throws IOException {
    boolean classes = clean.entries().stream().anyMatch(one -> !one.picture().label().isEmpty());
    List<String> columns = classes ? List.of("path", "class", "split") : List.of("path", "split");
    try (ResultSink sink = ResultSink.file(file, origin)) {
      try (CsvRows rows = new CsvRows(sink.stream(), columns.toArray(String[]::new))) {
        for (CleanSplit.Entry entry : clean.entries()) {
          AuditedPicture picture = entry.picture();
          if (classes) {
            rows.row(picture.path(), picture.label(), entry.split().folder());
          } else {
            rows.row(picture.path(), entry.split().folder());
          }
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

    Mates(Checked report) {
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
