package io.ocelli.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ocelli.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ocelli data convert} and {@code ocelli data info} of data sets with boxes. */
class FormatsTest {
  @TempDir Path folder;

  @Test
  void infoPrintsTheCounts() throws IOException {
    String cells = TestData.require("detection/bccd").toString();
    Invocation info = Invocation.here("data", "info", cells);
    assertThat(info.code()).as(info.err()).isEqualTo(ExitCode.DONE);
    assertThat(info.out())
        .contains(
            "class       objects  pictures\n",
            "Platelets       289 ",
            "RBC            3380 ",
            "WBC             297 ",
            "all            3966       291\n",
            "format      voc\n",
            "pictures    291, 0 without objects\n",
            "splits      train ",
            "sizes       640x480 (291)\n",
            "boxes       ",
            "problems    0 repaired, 0 dropped\n");

    String fruits = TestData.require("detection/fruits").toString();
    Invocation voc = Invocation.here("data", "info", fruits);
    assertThat(voc.code()).isEqualTo(ExitCode.DONE);
    assertThat(voc.out()).containsPattern("mongo +55 ").containsPattern("peach +5 ");
    assertThat(voc.err()).contains("it could also be read with --from yolo");
    Invocation yolo = Invocation.here("data", "info", fruits, "--from", "yolo", "--format", "json");
    JsonNode json = new ObjectMapper().readTree(yolo.out());
    assertThat(json.get("objects").asInt()).isEqualTo(169);
    assertThat(json.get("format").asText()).isEqualTo("yolo");

    Path val = TestData.require("detection/coco-val-yolo");
    Invocation none = Invocation.here("data", "info", val.toString());
    assertThat(none.out()).contains("all", " 719 ", " 102\n");
    assertThat(none.err()).contains("--classes FILE");
    Path names = TestData.require("models/coco80.names");
    assertThat(Invocation.here("data", "info", val.toString(), "--classes", names.toString()).out())
        .contains("person ", "toothbrush ", "classes     80\n", " 719 ");
    Path coco = TestData.require("detection/coco-json/annotations/instances_train2017.json");
    assertThat(Invocation.here("data", "info", coco.toString()).out())
        .contains(" 196 ", "format      coco\n", "crowds ");
  }

  @Test
  void convertsAndSaysWhatIsLost() throws IOException {
    Path coco = TestData.require("detection/coco-json");
    Path out = folder.resolve("voc");
    Invocation voc =
        Invocation.here("data", "convert", coco.toString(), "--to", "voc", "--out", out.toString());
    assertThat(voc.code()).as(voc.err()).isEqualTo(ExitCode.DONE);
    assertThat(voc.out()).isEqualTo("32 pictures, 196 objects, 80 classes\n");
    assertThat(voc.err())
        .contains(
            "Pascal VOC XML cannot hold everything:\n",
            " outlines become boxes\n",
            " crowd flags are dropped\n",
            " pictures lose their licence",
            "written to " + out);
    Invocation again =
        Invocation.here("data", "convert", coco.toString(), "--to", "voc", "--out", out.toString());
    assertThat(again.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(again.err()).contains("nothing is written over what is there");
    Invocation wrong =
        Invocation.here("data", "convert", coco.toString(), "--to", "cocoo", "--out", "x");
    assertThat(wrong.code()).isEqualTo(ExitCode.WRONG_USAGE);
    assertThat(wrong.err()).contains("no such format of data sets: cocoo", "did you mean 'coco'?");
  }

  @Test
  void badAnnotationsAreNamedAndStrictStops() throws IOException {
    Path fruits = TestData.require("detection/fruits/JPEGimages");
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.copy(fruits.resolve("pear (32).jpg"), in.resolve("a b.jpg"));
    Files.writeString(in.resolve("a b.txt"), "0 0.5 0.5 0.2 0.2\n0 0.5 x 0.2 0.2\n");
    Files.writeString(in.resolve("classes.txt"), "pear\n");
    Path out = folder.resolve("out");
    Invocation bad =
        Invocation.here(
            "data", "convert", in.toString(), "--to", "coco", "--link", "--out", out.toString());
    assertThat(bad.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(bad.err()).contains("a b.txt:2: text where a number belongs: 'x'", "(dropped)");
    assertThat(bad.out()).isEqualTo("1 pictures, 1 objects, 1 classes\n");
    Invocation strict = Invocation.here("data", "info", in.toString(), "--strict");
    assertThat(strict.code()).isEqualTo(ExitCode.NOT_DONE);
    assertThat(strict.err()).contains("a b.txt:2\n", "or read without --strict");
    Invocation listed =
        Invocation.here("data", "info", in.toString(), "--out", folder.resolve("r").toString());
    assertThat(listed.code()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(folder.resolve("r/info/errors.csv")).content().contains("a b.txt,2,text where");
  }

  @Test
  void tablesOfClassesAreLookedAtAsClassifiersSeeThem() throws IOException {
    Path fruits = TestData.require("detection/fruits/JPEGimages");
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.copy(fruits.resolve("pear (32).jpg"), in.resolve("a.jpg"));
    Files.copy(fruits.resolve("pear (35).jpg"), in.resolve("b.jpg"));
    Files.writeString(in.resolve("labels.csv"), "path,label\na.jpg,pear\nb.jpg,other\n");
    Invocation info = Invocation.here("data", "info", in.toString());
    assertThat(info.code()).as(info.err()).isEqualTo(ExitCode.DONE);
    assertThat(info.out()).contains("classes     2\n", "readable    2 of 2", "broken      0\n");
    Path out = folder.resolve("folders");
    Invocation folders =
        Invocation.here(
            "data", "convert", in.toString(), "--to", "folders", "--out", out.toString());
    assertThat(folders.code()).as(folders.err()).isEqualTo(ExitCode.DONE);
    assertThat(out.resolve("pear/a.jpg")).isRegularFile();
    assertThat(out.resolve("other/b.jpg")).isRegularFile();
  }
}
