package io.ocelli.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.annotation.Instance;
import io.ocelli.annotation.KeyPoint;
import io.ocelli.annotation.Polygon;
import io.ocelli.annotation.RunLengthMask;
import io.ocelli.dataset.AnnotatedPicture;
import io.ocelli.dataset.ByteSource;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.dataset.Split;
import io.ocelli.error.UsageException;
import io.ocelli.geometry.Box;
import io.ocelli.image.Image;
import io.ocelli.image.ImageFormat;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read again, whatever it is called. */
class FormatRoundTripTest {
  private static final List<String> CLASSES =
      List.of("Blatt, grün", "yes", "葉.病|斑", "12", "a \"b\" <c>");

  @TempDir Path folder;

  private static AnnotatedPicture picture(
      String path, int shade, Split split, List<Integer> labels, Instance... instances) {
    try (Image image = Image.blank(60, 40, shade, 2 * shade, 3 * shade)) {
      return new AnnotatedPicture(
          ByteSource.of(path, image.encode(ImageFormat.PNG)),
          path,
          60,
          40,
          List.of(instances),
          labels,
          Optional.of(split),
          Map.of());
    }
  }

  /** Boxes alone, with names that are hard. */
  private static DetectionDataset boxes() {
    return new DetectionDataset(
        "boxes",
        CLASSES,
        List.of(
            picture("Äpfel im Schnee, 1.2.png", 1, Split.TRAIN, List.of(), box(0, 1, 2, 30, 20)),
            picture(
                "unter/葉 (2).png",
                2,
                Split.TRAIN,
                List.of(),
                box(2, 0, 0, 60, 40),
                box(1, 5, 6, 7, 8)),
            picture("same.png", 3, Split.TRAIN, List.of(), box(3, 10, 10, 20, 20)),
            picture("same.png", 4, Split.VAL, List.of(), box(4, 11, 10, 20, 20)),
            picture("leer & <x>.png", 5, Split.VAL, List.of())));
  }

  private static Instance box(int label, float x1, float y1, float x2, float y2) {
    return new Instance(label, new Box(x1, y1, x2, y2));
  }

  private DetectionDataset through(String format, DetectionDataset data, Path out) {
    DatasetFormat target = DatasetFormat.ofName(format);
    target.write(data, out, WriteOptions.DEFAULT, done -> {});
    assertThat(DatasetFormat.detect(out)).first().extracting(DatasetFormat::name).isEqualTo(format);
    return target.read(out, ReadOptions.DEFAULT.withStrict(true));
  }

  /** What of a picture has to stay: split, path, labels, boxes. */
  private static List<String> summary(DetectionDataset data) {
    List<String> lines = new ArrayList<>();
    for (AnnotatedPicture one : data.pictures()) {
      StringBuilder line = new StringBuilder(one.split() + " " + one.path() + " ");
      one.labels().forEach(label -> line.append(data.classes().get(label)).append(';'));
      for (Instance it : one.instances()) {
        line.append(data.classes().get(it.label()))
            .append(InstanceCheck.text(it.box()))
            .append(it.polygons().size())
            .append(it.crowd());
      }
      lines.add(line.toString());
    }
    lines.sort(null);
    return lines;
  }

  @ParameterizedTest
  @ValueSource(strings = {"coco", "yolo", "labelme", "csv"})
  void boxesUnderHardNames(String format) {
    DetectionDataset again = through(format, boxes(), folder.resolve("out"));
    assertThat(DatasetFormat.ofName(format).losses(boxes())).isEmpty();
    assertThat(summary(again)).isEqualTo(summary(boxes()));
    if (!format.equals("csv")) {
      assertThat(again.classes()).isEqualTo(CLASSES);
    }
  }

  @Test
  void vocRenamesPicturesOfTwoSplitsWithOneName() {
    DetectionDataset again = through("voc", boxes(), folder.resolve("out"));
    assertThat(again.classes()).isEqualTo(CLASSES);
    assertThat(summary(again))
        .isEqualTo(
            summary(boxes()).stream()
                .map(line -> line.replace("[val] same.png", "[val] same-2.png"))
                .sorted()
                .toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"coco", "voc", "yolo", "labelme", "csv"})
  void archivesAreReadInPlace(String format) throws IOException {
    Path out = folder.resolve("out");
    DetectionDataset before = through(format, boxes(), out);
    Path zip = folder.resolve("packed.zip");
    try (ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(zip));
        Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        to.putNextEntry(
            new ZipEntry("wrapped/" + out.relativize(file).toString().replace('\\', '/')));
        to.write(Files.readAllBytes(file));
      }
    }
    assertThat(DatasetFormat.detect(zip).get(0).name()).isEqualTo(format);
    DetectionDataset packed =
        DatasetFormat.ofName(format).read(zip, ReadOptions.DEFAULT.withStrict(true));
    assertThat(summary(packed)).isEqualTo(summary(before));
    assertThat(packed.pictures().get(0).source().read())
        .isEqualTo(before.pictures().get(0).source().read());
  }

  private static DetectionDataset rich() {
    byte[] inside = new byte[60 * 40];
    for (int i = 300; i < 900; i++) {
      inside[i] = 1;
    }
    RunLengthMask mask = RunLengthMask.of(60, 40, inside);
    Polygon one = new Polygon(1, 1, 20.25, 2, 10, 18.5);
    Polygon two = new Polygon(30, 20, 50, 20, 40, 35);
    Instance pieces = Instance.outlined(0, List.of(one, two));
    Instance crowd =
        new Instance(
            1,
            mask.bounds().orElseThrow(),
            List.of(),
            Optional.of(mask),
            List.of(),
            true,
            Map.of());
    Instance pose =
        new Instance(
            2,
            new Box(1, 1, 30, 30),
            List.of(),
            Optional.empty(),
            List.of(
                new KeyPoint(3.5, 4.5),
                new KeyPoint(9.5, 9.5, KeyPoint.Visibility.HIDDEN),
                new KeyPoint(0, 0, KeyPoint.Visibility.UNMARKED)),
            false,
            Map.of("difficult", "1"));
    return new DetectionDataset(
        "rich", CLASSES, List.of(picture("a.png", 1, Split.TRAIN, List.of(), pieces, crowd, pose)));
  }

  @Test
  void cocoHoldsOutlinesMasksCrowdsAndKeyPoints() {
    DetectionDataset again = through("coco", rich(), folder.resolve("out"));
    List<Instance> before = rich().pictures().get(0).instances();
    List<Instance> after = again.pictures().get(0).instances();
    for (int i = 0; i < 3; i++) {
      assertThat(after.get(i).box()).isEqualTo(before.get(i).box());
      assertThat(after.get(i).polygons()).isEqualTo(before.get(i).polygons());
      assertThat(after.get(i).mask()).isEqualTo(before.get(i).mask());
      assertThat(after.get(i).keyPoints()).isEqualTo(before.get(i).keyPoints());
      assertThat(after.get(i).crowd()).isEqualTo(before.get(i).crowd());
    }
    assertThat(after.get(2).attributes()).containsEntry("difficult", "1");
    assertThat(DatasetFormat.ofName("coco").losses(rich())).isEmpty();
  }

  @Test
  void whatATargetCannotHoldIsListed() {
    assertThat(DatasetFormat.ofName("voc").losses(rich()))
        .containsExactly(
            "1 outlines become boxes",
            "1 masks become boxes",
            "1 crowd flags are dropped",
            "1 objects lose their key points");
    assertThat(DatasetFormat.ofName("yolo").losses(rich()))
        .contains("1 crowd flags are dropped", "1 masks become boxes")
        .contains("1 objects lose their 'difficult'");
    assertThat(DatasetFormat.ofName("labelme").losses(rich()))
        .containsExactly("1 masks become boxes", "1 objects lose their key points");
  }

  @Test
  void yoloHoldsOutlinesAndKeyPoints() {
    DetectionDataset outlines =
        new DetectionDataset(
            "o",
            CLASSES,
            List.of(
                picture(
                    "a.png",
                    1,
                    Split.TRAIN,
                    List.of(),
                    Instance.outlined(0, List.of(new Polygon(1, 1, 20.25, 2, 10, 18.5))),
                    Instance.outlined(
                        1,
                        List.of(
                            new Polygon(1, 1, 11, 1, 11, 11, 1, 11),
                            new Polygon(21, 21, 31, 21, 31, 31, 21, 31),
                            new Polygon(1, 21, 11, 21, 11, 31, 1, 31))),
                    box(2, 3, 4, 5, 6))));
    List<Instance> again =
        through("yolo", outlines, folder.resolve("o")).pictures().get(0).instances();
    assertThat(again).hasSize(3);
    assertThat(again.get(0).polygons().get(0).area())
        .isCloseTo(163.94, org.assertj.core.api.Assertions.within(0.1));
    assertThat(again.get(1).polygons().get(0).area())
        .isCloseTo(300, org.assertj.core.api.Assertions.within(0.01));
    assertThat(InstanceCheck.text(again.get(2).box())).isEqualTo("(3 4 5 6)");

    Instance pose = rich().pictures().get(0).instances().get(2);
    DetectionDataset poses =
        new DetectionDataset(
            "p",
            CLASSES,
            List.of(picture("a.png", 1, Split.TRAIN, List.of(), pose, box(0, 1, 1, 2, 2))));
    List<Instance> points =
        through("yolo", poses, folder.resolve("p")).pictures().get(0).instances();
    assertThat(points.get(0).keyPoints())
        .extracting(KeyPoint::visibility)
        .isEqualTo(pose.keyPoints().stream().map(KeyPoint::visibility).toList());
    assertThat(points.get(0).keyPoints().get(0).x())
        .isCloseTo(3.5, org.assertj.core.api.Assertions.within(1e-5));
  }

  @Test
  void labelMeShapesComeBack() throws IOException {
    Path in = Files.createDirectories(folder.resolve("in"));
    try (Image image = Image.blank(60, 40, 1, 2, 3)) {
      String data = java.util.Base64.getEncoder().encodeToString(image.encode(ImageFormat.PNG));
      Files.writeString(
          in.resolve("a.json"),
          """
          {"flags": {"sick": true, "wet": false}, "imageData": "%s", "shapes": [
          {"label": "spot", "points": [[20, 20], [25, 20]], "shape_type": "circle"},
          {"label": "vein", "points": [[1, 1], [30, 30]], "shape_type": "line"},
          {"label": "tip", "points": [[5.5, 6]], "shape_type": "point"},
          {"label": "leaf", "points": [[30, 30], [10, 5]], "shape_type": "rectangle"},
          {"label": "leaf", "points": [[0, 0], [9, 0], [9, 9]], "group_id": 4},
          {"label": "leaf", "points": [[20, 0], [29, 0], [29, 9]], "group_id": 4}
          ], "imagePath": "a.png"}
          """
              .formatted(data));
    }
    DetectionDataset first = DatasetFormat.ofName("labelme").read(in, ReadOptions.DEFAULT);
    assertThat(first.problems()).isEmpty();
    assertThat(first.classes()).containsExactly("leaf", "sick", "spot", "tip", "vein");
    AnnotatedPicture picture = first.pictures().get(0);
    assertThat(picture.labels()).containsExactly(1);
    assertThat(picture.instances()).hasSize(5);
    assertThat(picture.instances().get(4).polygons()).hasSize(2);
    DetectionDataset again = through("labelme", first, folder.resolve("out"));
    assertThat(summary(again)).isEqualTo(summary(first));
    assertThat(again.pictures().get(0).instances().get(1).keyPoints())
        .isEqualTo(picture.instances().get(1).keyPoints());
    assertThat(DatasetFormat.ofName("voc").losses(first))
        .contains("2 points and lines are dropped, which have no box", "2 outlines become boxes");
    DetectionDataset voc = through("voc", first, folder.resolve("voc"));
    assertThat(voc.instances()).isEqualTo(3);
  }

  /** Classes of whole pictures. */
  private static DetectionDataset labelled(boolean several) {
    return new DetectionDataset(
        "labelled",
        CLASSES,
        List.of(
            picture("Ä 1.png", 1, Split.TRAIN, several ? List.of(0, 2) : List.of(0)),
            picture("b, c.png", 2, Split.TRAIN, List.of(1)),
            picture("d.png", 3, Split.TEST, List.of(3)),
            picture("e.png", 4, Split.TEST, several ? List.of() : List.of(4)),
            picture("f.png", 5, Split.TEST, List.of(2))));
  }

  @Test
  void tablesHoldOneClassOrSeveral() {
    for (boolean several : new boolean[] {false, true}) {
      DetectionDataset again = through("csv", labelled(several), folder.resolve("csv" + several));
      assertThat(summary(again)).isEqualTo(summary(labelled(several)));
    }
  }

  @Test
  void otherPeoplesTables() throws IOException {
    Path in = folder.resolve("tables");
    Files.createDirectories(in.resolve("train"));
    for (String name : List.of("a", "b")) {
      try (Image image = Image.blank(60, 40, 1, 2, 3)) {
        image.write(in.resolve("train/" + name + ".jpg"));
      }
    }
    Path table = in.resolve("train.csv");
    Files.writeString(table, "image_id\tlabels\na\tscab rust\nb\thealthy\n");
    DetectionDataset plants = DatasetFormat.detect(in).get(0).read(in, ReadOptions.DEFAULT);
    assertThat(plants.classes()).containsExactly("healthy", "rust", "scab");
    assertThat(plants.pictures().get(0).labels()).containsExactly(1, 2);
    assertThat(plants.pictures().get(0).split()).contains(Split.TRAIN);

    Files.writeString(table, "train/a.jpg,6,4,30,20,x\ntrain/b.jpg,,,,,\n");
    DetectionDataset retina = DatasetFormat.ofName("csv").read(table, ReadOptions.DEFAULT);
    assertThat(InstanceCheck.text(retina.pictures().get(0).instances().get(0).box()))
        .isEqualTo("(6 4 30 20)");
    assertThat(retina.problems()).isEmpty();

    Files.writeString(
        table,
        "ImageID,Source,LabelName,Confidence,XMin,XMax,YMin,YMax\na,x,/m/01,1,0.1,0.5,0.25,0.5\n");
    DetectionDataset open = DatasetFormat.ofName("csv").read(table, ReadOptions.DEFAULT);
    assertThat(open.classes()).containsExactly("/m/01");
    assertThat(InstanceCheck.text(open.pictures().get(0).instances().get(0).box()))
        .isEqualTo("(6 10 30 20)");

    Files.writeString(table, "image,healthy,scab\na.jpg,1,0\nb.jpg,0,1\n");
    DetectionDataset marks = DatasetFormat.ofName("csv").read(in, ReadOptions.DEFAULT);
    assertThat(marks.classes()).containsExactly("healthy", "scab");
    assertThat(marks.isClassification()).isTrue();
    assertThat(marks.toClassDataset().samples(Split.TRAIN)).hasSize(2);
  }

  @Test
  void foldersIdxAndCifar() throws IOException {
    DetectionDataset data = labelled(false);
    DetectionDataset folders = through("folders", data, folder.resolve("folders"));
    assertThat(folders.pictures()).hasSize(5);
    assertThat(folders.classes()).contains("Blatt, grün", "葉.病_斑");

    DetectionDataset idx = through("idx", data, folder.resolve("idx"));
    assertThat(idx.classes()).isEqualTo(CLASSES);
    assertThat(idx.pictures(Split.TRAIN)).hasSize(2);
    AnnotatedPicture first = idx.pictures(Split.TEST).get(0);
    assertThat(first.labels()).containsExactly(3);
    assertThat(first.width()).isEqualTo(60);
    assertThat(PixelPictures.bgr(first)).containsOnly(7);
    Path images = folder.resolve("idx/t10k-images-idx3-ubyte");
    byte[] plain = Files.readAllBytes(images);
    try (OutputStream gz =
        new GZIPOutputStream(
            Files.newOutputStream(folder.resolve("idx/t10k-images-idx3-ubyte.gz")))) {
      gz.write(plain);
    }
    Files.delete(images);
    DetectionDataset packed =
        DatasetFormat.detect(folder.resolve("idx"))
            .get(0)
            .read(folder.resolve("idx"), ReadOptions.DEFAULT);
    assertThat(packed.pictures(Split.TEST).get(2).source().read())
        .isEqualTo(idx.pictures(Split.TEST).get(2).source().read());
    assertThatThrownBy(() -> through("cifar", data, folder.resolve("no")))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("60x40");

    List<AnnotatedPicture> small = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      try (Image image = Image.blank(32, 32, 10 * i, 20, 30)) {
        small.add(
            new AnnotatedPicture(
                ByteSource.of("s" + i, image.encode(ImageFormat.PNG)),
                "s" + i + ".png",
                32,
                32,
                List.of(),
                List.of(i),
                Optional.of(Split.TEST),
                Map.of()));
      }
    }
    DetectionDataset cifar =
        through("cifar", new DetectionDataset("s", CLASSES, small), folder.resolve("cifar"));
    assertThat(cifar.classes()).isEqualTo(CLASSES);
    assertThat(PixelPictures.bgr(cifar.pictures(Split.TEST).get(2))).startsWith(20, 20, 30);
    DetectionDataset back = through("folders", cifar, folder.resolve("back"));
    assertThat(back.pictures()).hasSize(3);
  }

  @Test
  void nothingIsWrittenOverOrIntoTheData() throws IOException {
    Path fruits = TestData.require("detection/fruits");
    DetectionDataset data = ConversionTest.read("voc", fruits);
    DatasetFormat yolo = DatasetFormat.ofName("yolo");
    assertThatThrownBy(
            () -> yolo.write(data, fruits.resolve("out"), WriteOptions.DEFAULT, done -> {}))
        .isInstanceOf(UsageException.class);
    Path full = Files.createDirectories(folder.resolve("full"));
    Files.writeString(full.resolve("x"), "x");
    assertThatThrownBy(() -> yolo.write(data, full, WriteOptions.DEFAULT, done -> {}))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("nothing is written over");
    assertThatThrownBy(() -> DatasetFormat.ofName("yollo"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("did you mean 'yolo'?");
  }
}
