package io.ocelli.dataset.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ocelli.dataset.AnnotationProblem;
import io.ocelli.dataset.DetectionDataset;
import io.ocelli.error.OcelliException;
import io.ocelli.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every bad annotation is named with file and line. */
class BadAnnotationsTest {
  @TempDir Path root;

  private void picture(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    try (Image image = Image.blank(100, 80, 1, 2, 3)) {
      image.write(file);
    }
  }

  private Path text(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private DetectionDataset read(String format) {
    return DatasetFormat.ofName(format).read(root, ReadOptions.DEFAULT);
  }

  /** File below the root, line, problem, what was done. */
  private List<String> problems(DetectionDataset data) {
    return data.problems().stream()
        .map(
            one ->
                root.relativize(Path.of(one.file())).toString().replace('\\', '/')
                    + ":"
                    + one.line()
                    + " "
                    + one.problem()
                    + " "
                    + one.outcome().word())
        .toList();
  }

  private void strictStopsAt(String format, String place) {
    assertThatThrownBy(
            () -> DatasetFormat.ofName(format).read(root, ReadOptions.DEFAULT.withStrict(true)))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining(
            root.resolve(place.split(":", -1)[0]) + ":" + place.split(":", -1)[1]);
  }

  @Test
  void yolo() throws IOException {
    picture("images/train/a.jpg");
    picture("images/train/empty.jpg");
    text("data.yaml", "train: images/train\nnames: [x, 'y, z']\n");
    text(
        "labels/train/a.txt",
        """
        0 0.5 0.5 0.2 0.2
        1 0.5 half 0.2 0.2
        7 0.5 0.5 0.2 0.2

        0 0.5 0.5 0.2
        0 0.5 0.5 0.2 0.2 0.9
        0 nan 0.5 0.2 0.2
        0 0.5 0.5 0 0.2
        0 0.95 0.5 0.2 0.2
        0 1.5 0.5 0.2 0.2
        0 0.5 0.5 -0.2 0.2
        1 0.1 0.1 0.5 0.1 0.5 0.5
        -1 0.5 0.5 0.2 0.2
        0 1e400 0.5 0.2 0.2
        """);
    text("labels/train/gone.txt", "0 0.5 0.5 0.2 0.2\n");
    DetectionDataset data = read("yolo");
    assertThat(data.classes()).containsExactly("x", "y, z");
    assertThat(data.instances()).isEqualTo(4);
    assertThat(data.pictures()).hasSize(2);
    String file = "labels/train/a.txt:";
    assertThat(problems(data))
        .containsExactly(
            file + "2 text where a number belongs: 'half' dropped",
            file + "3 a class index that is not among the 2 classes (0 to 1) dropped",
            file + "5 a line of 4 fields, not 5 (a box) or 7 and more (an outline) dropped",
            file + "6 a line of 6 fields, not 5 (a box) or 7 and more (an outline) dropped",
            file + "7 a number that is none: 'nan' dropped",
            file + "8 a box without an area dropped",
            file + "9 a box that reaches out of the picture repaired",
            file + "10 an object outside the picture dropped",
            file + "11 a box with swapped corners repaired",
            file + "13 a class index that is not among the 2 classes (0 to 1) dropped",
            file + "14 a number that is none: '1e400' dropped",
            "labels/train/gone.txt:0 annotation of a picture that is not there dropped");
    assertThat(data.problems().get(0).oneLine())
        .endsWith("a.txt:2: text where a number belongs: 'half': 1 0.5 half 0.2 0.2 (dropped)");
    strictStopsAt("yolo", "labels/train/a.txt:2");
  }

  private static String voc(String file, String objects) {
    return """
        <annotation>
          <filename>%s</filename>
          <size><width>100</width><height>80</height><depth>3</depth></size>
        %s
        </annotation>
        """
        .formatted(file, objects);
  }

  private static String object(String name, String x1, String y1, String x2, String y2) {
    return "<object><name>%s</name><bndbox><xmin>%s</xmin><ymin>%s</ymin><xmax>%s</xmax><ymax>%s</ymax></bndbox></object>"
        .formatted(name, x1, y1, x2, y2);
  }

  @Test
  void voc() throws IOException {
    for (String name : List.of("a", "b", "c", "d")) {
      picture("JPEGImages/" + name + ".jpg");
    }
    text(
        "Annotations/a.xml",
        voc(
            "a.jpg",
            String.join(
                "\n",
                object("x", "1", "1", "100", "80"),
                object("x", "40", "10", "20", "30"),
                object("x", "left", "10", "20", "30"),
                object("", "1", "1", "20", "30"),
                object("x", "50", "10", "120", "30"),
                object("x", "150", "10", "170", "30"),
                object("x", "NaN", "10", "20", "30"),
                "<object><name>x</name></object>")));
    text("Annotations/b.xml", "<annotation>\n<object>\n</annotation>\n");
    text(
        "Annotations/c.xml",
        "<!DOCTYPE annotation [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\n"
            + voc("&e;", object("x", "1", "1", "20", "30")));
    text(
        "Annotations/d.xml",
        """
        <?xml version="1.0"?>
        <!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
        <annotation>&b;</annotation>""");
    text("Annotations/gone.xml", voc("../../gone.jpg", object("x", "1", "1", "20", "30")));
    DetectionDataset data = read("voc");
    assertThat(problems(data))
        .containsExactly(
            "Annotations/b.xml:3 an XML file that cannot be read dropped",
            "Annotations/c.xml:1 an XML file that cannot be read dropped",
            "Annotations/d.xml:2 an XML file that cannot be read dropped",
            "Annotations/gone.xml:0 annotation of a path that leaves the folder of the data set"
                + " dropped",
            "Annotations/a.xml:5 a box with swapped corners repaired",
            "Annotations/a.xml:6 text where a number belongs dropped",
            "Annotations/a.xml:7 an object without a class dropped",
            "Annotations/a.xml:8 a box that reaches out of the picture repaired",
            "Annotations/a.xml:9 an object outside the picture dropped",
            "Annotations/a.xml:10 a box whose numbers are no places in a picture dropped",
            "Annotations/a.xml:11 a box without <xmin> dropped");
    assertThat(data.instances()).isEqualTo(3);
    strictStopsAt("voc", "Annotations/b.xml:3");
  }

  @Test
  void coco() throws IOException {
    picture("images/a.jpg");
    picture("images/b.jpg");
    text(
        "coco.json",
        """
        {"annotations": [
        {"id": 1, "image_id": 1, "category_id": 18, "bbox": [10, 10, 20, 20], "iscrowd": 0},
        {"id": 2, "image_id": 1, "category_id": 99, "bbox": [10, 10, 20, 20]},
        {"id": 3, "image_id": 5, "category_id": 18, "bbox": [10, 10, 20, 20]},
        {"id": 4, "image_id": 1, "category_id": 18, "bbox": [10, 10, NaN, 20]},
        {"id": 5, "image_id": 1, "category_id": 18, "bbox": [10, 10, "wide", 20]},
        {"id": 6, "image_id": 1, "category_id": 18},
        {"id": 7, "image_id": 1, "category_id": 18, "bbox": [10, 10, 0, 20]},
        {"id": 8, "image_id": 3, "category_id": 18, "bbox": [10, 10, 20, 20]},
        {"id": 9, "image_id": 1, "category_id": 18, "bbox": [1, 1, 9, 9],
         "segmentation": {"size": [80, 100], "counts": [1, 2, 3]}}
        ], "images": [
        {"id": 1, "file_name": "a.jpg", "width": 100, "height": 80},
        {"id": 1, "file_name": "b.jpg", "width": 100, "height": 80},
        {"id": 3, "file_name": "gone.jpg", "width": 100, "height": 80},
        {"id": 4, "file_name": "b.jpg", "width": 90, "height": 80}
        ], "categories": [{"id": 18, "name": "dog"}]}
        """);
    DetectionDataset data = read("coco");
    assertThat(problems(data))
        .containsExactly(
            "coco.json:14 a second image with the id 1 dropped",
            "coco.json:15 annotation of a picture that is not there dropped",
            "coco.json:16 another picture size than the picture's own 100x80, which is used"
                + " repaired",
            "coco.json:3 a category_id that is not among the categories dropped",
            "coco.json:4 annotation of an image_id that is not listed dropped",
            "coco.json:5 a box whose numbers are no places in a picture dropped",
            "coco.json:6 a bbox that is not four numbers dropped",
            "coco.json:7 an annotation without bbox and segmentation dropped",
            "coco.json:8 a box without an area dropped",
            "coco.json:10 a mask that does not fit the picture is left out repaired");
    assertThat(data.instances()).isEqualTo(2);
    assertThat(data.remarks())
        .contains("1 annotations belong to pictures that are not there or broken");
    strictStopsAt("coco", "coco.json:14");
    text("coco.json", "{\"images\": [\n{\"id\": 1,\n");
    assertThatThrownBy(() -> read("coco"))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("coco.json:3");
    text("coco.json", "{\"images\": " + "[".repeat(5000));
    assertThatThrownBy(() -> read("coco"))
        .isInstanceOf(OcelliException.class)
        .hasMessageContaining("nesting depth");
  }

  @Test
  void labelMe() throws IOException {
    picture("a.jpg");
    picture("b.jpg");
    text(
        "a.json",
        """
        {"shapes": [
        {"label": "x", "points": [[1, 1], [9, 9]], "shape_type": "rectangle"},
        {"label": "", "points": [[1, 1], [9, 9]], "shape_type": "rectangle"},
        {"label": "x", "points": [[1, 1], [9, 9]], "shape_type": "polygon"},
        {"label": "x", "points": [[1, "b"]], "shape_type": "point"},
        {"label": "x", "points": [[200, 200]], "shape_type": "point"}
        ], "imagePath": "a.jpg", "imageData": null}
        """);
    text("b.json", "{\"shapes\": [\n}");
    text("c.json", "{\"shapes\": [], \"imagePath\": \"gone.jpg\"}");
    DetectionDataset data = read("labelme");
    assertThat(problems(data))
        .containsExactly(
            "b.json:2 a JSON file that cannot be read dropped",
            "c.json:0 annotation of a picture that is not there dropped",
            "a.json:3 a shape without a label dropped",
            "a.json:4 a shape with too few or too many points dropped",
            "a.json:5 a shape whose points are not two numbers each dropped",
            "a.json:6 an object outside the picture dropped");
    assertThat(data.instances()).isEqualTo(1);
  }

  @Test
  void csv() throws IOException {
    picture("images/a.jpg");
    picture("images/b b.jpg");
    text(
        "boxes.csv",
        """
        \uFEFFpath;x1;y1;x2;y2;label
        images/a.jpg;1;2;30;40;"x;
        y"
        images/a.jpg;1;2;thirty;40;x
        images/gone.jpg;1;2;30;40;x
        ../a.jpg;1;2;30;40;x
        images/a.jpg;1;2;;40;x
        images/b b.jpg;;;;;
        images/a.jpg;30;2;30;40;x
        """);
    DetectionDataset data = read("csv");
    assertThat(problems(data))
        .containsExactly(
            "boxes.csv:5 a row of a picture that is not there dropped",
            "boxes.csv:6 a row of a path that leaves the folder of the data set dropped",
            "boxes.csv:4 text where a number belongs: 'thirty' dropped",
            "boxes.csv:7 a box without all its numbers or without a class dropped",
            "boxes.csv:9 a box without an area dropped");
    assertThat(data.classes()).containsExactly("x;\ny");
    assertThat(data.pictures()).hasSize(2);
    assertThat(data.problems())
        .extracting(AnnotationProblem::place)
        .contains(root + "/boxes.csv:5");
  }
}
