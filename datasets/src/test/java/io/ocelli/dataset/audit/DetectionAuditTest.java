package io.ocelli.dataset.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.ocelli.annotation.Instance;
import io.ocelli.dataset.AnnotationProblem;
import io.ocelli.dataset.AnnotationProblem.Outcome;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import io.ocelli.dataset.audit.Finding.Kind;
import io.ocelli.dataset.audit.Finding.Severity;
import io.ocelli.geometry.Box;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DetectionAuditTest {
  private ObjectPictures set;

  @BeforeEach
  void draw() {
    set = ObjectPictures.clean();
  }

  private static DetectionReport check(DetectionDataset data) {
    return DetectionAudit.of(data, "yolo", new AuditOptions(2, 1));
  }

  private DetectionReport check() {
    return check(set.dataset());
  }

  private static Finding only(DetectionReport report, Kind kind) {
    List<Finding> findings = report.byKind().getOrDefault(kind, List.of());
    assertThat(findings).as(kind + " of " + report.findings()).hasSize(1);
    return findings.get(0);
  }

  private static List<String> paths(Finding finding) {
    return finding.pictures().stream().map(AuditedPicture::path).toList();
  }

  private void with(int index, Instance... more) {
    List<Instance> objects = new ArrayList<>(set.pictures.get(index).instances());
    objects.addAll(Arrays.asList(more));
    set.replace(index, objects);
  }

  @Test
  void nothingIsFoundInACleanSet() {
    DetectionReport report = check();
    assertThat(report.findings()).isEmpty();
    assertThat(report.serious()).isFalse();
    assertThat(report.readable()).isEqualTo(30);
    assertThat(report.boxes().perPicture()).containsExactly(0, 0, 30);
    assertThat(report.boxes().objects().get(0)).isEqualTo(Map.of(Split.TRAIN, 20, Split.VAL, 10));
    assertThat(report.boxes().sizes().stream().mapToInt(Integer::intValue).sum()).isEqualTo(60);
    assertThat(report.boxes().aspect().median()).isEqualTo(1);
  }

  @Test
  void aFileThatIsCutOffIsBrokenAndLeftOut() throws IOException {
    byte[] whole = set.bytes(0);
    set.add("cut.png", Arrays.copyOf(whole, whole.length / 2), List.of(), Split.TRAIN);
    DetectionReport report = check();
    assertThat(paths(only(report, Kind.BROKEN))).containsExactly("train/cut.png");
    assertThat(report.serious()).isTrue();
    assertThat(CleanSplit.of(report).leftOut()).isEqualTo(1);
  }

  @Test
  void copiesWithTheSameObjectsAreOnlyCopies() throws IOException {
    set.add("copy.png", set.bytes(3), ObjectPictures.objects(3), Split.VAL);
    DetectionReport report = check();
    assertThat(paths(only(report, Kind.COPY_ACROSS_SPLITS)))
        .containsExactly("train/p3.png", "val/copy.png");
    assertThat(report.byKind()).doesNotContainKey(Kind.TWO_ANNOTATIONS);
  }

  @Test
  void copiesWithOtherObjectsAreToldWithTheBoxesThatDiffer() throws IOException {
    Instance missing = ObjectPictures.objects(3).get(1);
    set.add("copy.png", set.bytes(3), List.of(ObjectPictures.objects(3).get(0)), Split.TRAIN);
    DetectionReport report = check();
    Finding finding = only(report, Kind.TWO_ANNOTATIONS);
    assertThat(finding.severity()).isEqualTo(Severity.SERIOUS);
    assertThat(finding.marks()).containsExactly(new Finding.Mark(0, "square", missing.box()));
    // Nobody knows which is right, so both are left out.
    assertThat(CleanSplit.of(report).leftOut()).isEqualTo(2);
  }

  @Test
  void boxesOfAMirroredCopyAreComparedMirrored() {
    set.add("right.jpg", ObjectPictures.mirrored(4), ObjectPictures.mirroredObjects(4), Split.VAL);
    DetectionReport right = check();
    assertThat(paths(only(right, Kind.NEAR_COPY_ACROSS_SPLITS)))
        .containsExactly("train/p4.png", "val/right.jpg");
    assertThat(right.byKind()).doesNotContainKey(Kind.NEAR_COPY_TWO_ANNOTATIONS);
    set.replace(30, ObjectPictures.objects(4));
    Finding wrong = only(check(), Kind.NEAR_COPY_TWO_ANNOTATIONS);
    assertThat(wrong.marks()).hasSize(4);
    assertThat(wrong.score()).isEqualTo(1);
  }

  @Test
  void boxesAtOnePlaceAreToldByTheirClasses() {
    Box circle = set.pictures.get(5).instances().get(0).box();
    Box shifted = new Box(circle.x1() + 0.5f, circle.y1(), circle.x2() + 0.5f, circle.y2());
    with(5, new Instance(0, shifted));
    Box square = set.pictures.get(6).instances().get(1).box();
    with(6, new Instance(0, square));
    DetectionReport report = check();
    Finding twice = only(report, Kind.DOUBLE_BOX);
    assertThat(paths(twice)).containsExactly("train/p5.png");
    assertThat(twice.score()).isEqualTo(circle.iou(shifted)).isGreaterThan(0.9);
    Finding classes = only(report, Kind.TWO_CLASSES);
    assertThat(classes.marks())
        .extracting(Finding.Mark::label)
        .containsExactlyInAnyOrder("circle", "square");
    assertThat(report.serious()).isFalse();
  }

  @Test
  void neighboursAndCrowdsAreNotAtOnePlace() {
    Box circle = set.pictures.get(5).instances().get(0).box();
    float tenth = circle.width() * 0.06f;
    with(
        5,
        new Instance(
            0, new Box(circle.x1() + tenth, circle.y1(), circle.x2() + tenth, circle.y2())));
    with(6, crowd(set.pictures.get(6).instances().get(0)));
    assertThat(check().findings()).isEmpty();
  }

  private static Instance crowd(Instance one) {
    return new Instance(
        one.label(), one.box(), List.of(), Optional.empty(), List.of(), true, Map.of());
  }

  @Test
  void boxesThatCannotBeMeantAreTold() {
    with(7, new Instance(0, new Box(10, 10, 12, 40)));
    with(8, new Instance(1, new Box(0, 100, 160, 105)));
    set.replace(9, List.of());
    DetectionReport report = check();
    assertThat(paths(only(report, Kind.TINY_BOX))).containsExactly("train/p7.png");
    assertThat(only(report, Kind.SLIVER).score()).isCloseTo(32, within(1e-6));
    assertThat(paths(only(report, Kind.NO_OBJECTS))).containsExactly("train/p9.png");
    assertThat(report.boxes().atEdge()).isEqualTo(1);
  }

  @Test
  void classesThatAreAbsentRareOrEmptyAreTold() {
    for (int i = 20; i < 30; i++) {
      List<Instance> objects = set.pictures.get(i).instances();
      set.replace(i, List.of(objects.get(0)));
    }
    DetectionDataset data =
        new DetectionDataset("objects", List.of("circle", "square", "star"), set.pictures);
    DetectionReport report = check(data);
    assertThat(only(report, Kind.EMPTY_CLASS).note()).contains("'star'");
    assertThat(only(report, Kind.TINY_CLASS).note()).contains("'square' has 20 objects");
    Finding absent = only(report, Kind.ABSENT_CLASS);
    assertThat(absent.note()).contains("'square' has no object in val");
    assertThat(absent.severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void aClassThatTrainLacksIsSerious() {
    for (int i = 0; i < 20; i++) {
      set.replace(i, List.of(set.pictures.get(i).instances().get(0)));
    }
    DetectionReport report = check();
    assertThat(only(report, Kind.ABSENT_CLASS).severity()).isEqualTo(Severity.SERIOUS);
  }

  @Test
  void badAnnotationsAreNamedAndSeriousIfLeftOut() {
    List<AnnotationProblem> problems =
        List.of(
            new AnnotationProblem("a.txt", 3, "a box with swapped corners", "x", Outcome.REPAIRED),
            new AnnotationProblem("b.txt", 1, "a box without an area", "y", Outcome.DROPPED));
    DetectionReport report =
        check(
            new DetectionDataset(
                "o", ObjectPictures.CLASSES, set.pictures, Map.of(), List.of(), problems));
    assertThat(report.byKind().get(Kind.BAD_ANNOTATION))
        .extracting(Finding::severity, Finding::note)
        .containsExactly(
            tuple(Severity.SERIOUS, "b.txt:1: a box without an area: y (dropped)"),
            tuple(Severity.WARNING, "a.txt:3: a box with swapped corners: x (repaired)"));
  }

  /** A box around one cell of a square lies, after a turn, around where that cell goes. */
  @ParameterizedTest
  @EnumSource(Symmetry.class)
  void boxesTurnAsPicturesDo(Symmetry symmetry) {
    int side = 5;
    float[] square = new float[side * side];
    square[1 * side + 3] = 1;
    float[] turned = symmetry.of(square, side);
    Box box = symmetry.of(new Box(3f / side, 1f / side, 4f / side, 2f / side));
    int x = Math.round(box.x1() * side);
    int y = Math.round(box.y1() * side);
    assertThat(turned[y * side + x]).isEqualTo(1);
    assertThat(box.width()).isCloseTo(0.2f, within(1e-6f));
  }
}
