package io.ocelli.model.kind;

import static org.assertj.core.api.Assertions.assertThat;

import io.ocelli.model.onnx.TensorSpec;
import io.ocelli.model.zoo.InputPreset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Public models by the names and shapes that their own export programs give them. */
class RecognizerTest {
  private static List<TensorSpec> specs(String text) {
    List<TensorSpec> specs = new ArrayList<>();
    for (String part : text.strip().split("\\s+", -1)) {
      String name = part.substring(0, part.indexOf('['));
      String sides = part.substring(part.indexOf('[') + 1, part.length() - 1);
      List<Long> shape = Arrays.stream(sides.split(",")).map(Long::parseLong).toList();
      specs.add(new TensorSpec(name, "float32", shape, Collections.nCopies(shape.size(), "")));
    }
    return specs;
  }

  private static ModelKind kind(String inputs, String outputs, String operator) {
    return Recognizer.of(
        specs(inputs), specs(outputs), null, output -> Optional.ofNullable(operator));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "images[1,3,416,416] | output[1,3549,85] | Concat | YOLOX | 80",
        "images[1,3,640,640] | output[1,8400,8] | Concat | YOLOX | 3",
        "images[1,3,416,640] | output[-1,5460,25] | Concat | YOLOX | 20",
        "images[1,3,640,640] | outputs[1,8400,85] | Concat | YOLOV6 | 80",
        "images[1,3,640,640] | output0[1,84,8400] | Concat | ULTRALYTICS | 80",
        "images[1,3,320,320] | output0[1,5,2100] | Concat | ULTRALYTICS | 1",
        "images[-1,3,-1,-1] | output0[-1,84,-1] | Concat | ULTRALYTICS | 80",
        "images[1,3,640,640] | output0[1,300,6] | Concat | ULTRALYTICS | -1",
        "images[1,3,640,640] | output[1,25200,85] | Concat | YOLOV5 | 80",
        "images[1,3,1280,1280] | output[1,102000,85] | Concat | YOLOV5 | 80",
        "images[1,3,640,640] | a[1,3,80,80,15] b[1,3,40,40,15] c[1,3,20,20,15] | Conv | YOLOV5 | 10",
        "images[1,3,640,640] | output[-1,7] | Concat | YOLOV7 | -1",
        "image[1,3,416,416] | grid[1,125,13,13] | Conv | YOLOV2 | 20",
        "input.1[1,3,416,416] | 218[1,425,13,13] | Conv | YOLOV2 | 80",
        "input[1,3,416,416] | a[1,255,13,13] b[1,255,26,26] | Conv | YOLOV3 | 80",
        "in[1,3,608,608] | a[1,27,19,19] b[1,27,38,38] c[1,27,76,76] | Conv | YOLOV3 | 4",
        "input_1[1,3,416,416] image_shape[1,2] | yolonms_layer_1/ExpandDims_1:0[1,-1,4]"
            + " yolonms_layer_1/ExpandDims_3:0[1,80,-1] yolonms_layer_1/concat_2:0[-1,3]"
            + " | Gather | YOLOV3 | 80",
        "input.1[1,3,352,352] | 758[1,85,22,22] | Concat | FASTESTDET | 80",
        "input.1[1,3,512,512] | 758[1,10,32,32] | Concat | FASTESTDET | 5",
        "input.1[1,3,352,352] | 770[1,22,22,95] 771[1,11,11,95] | Transpose | YOLO_FASTESTV2 | 80",
        "data[1,3,416,416] | output[1,3598,112] | Transpose | NANODET | 80",
        "data[1,3,320,320] | output[1,2125,35] | Transpose | NANODET | 3",
        "inputs[1,-1,-1,3] | detection_boxes[1,100,4] detection_classes[1,100]"
            + " detection_scores[1,100] num_detections[1] | Loop | SSD | -1",
        "input[1,3,300,300] | scores[1,3000,21] boxes[1,3000,4] | Softmax | SSD | 20",
        "image[1,3,1200,1200] | bboxes[1,-1,4] labels[1,-1] scores[1,-1] | Concat | SSD | -1",
        "input[1,3,480,640] | c1[1,720,60,80] c2[1,720,30,40] c3[1,720,15,20] c4[1,720,8,10]"
            + " c5[1,720,4,5] b1[1,36,60,80] b2[1,36,30,40] b3[1,36,15,20] b4[1,36,8,10]"
            + " b5[1,36,4,5] | Sigmoid | RETINANET | 80",
        "image[3,-1,-1] | 6379[-1,4] 6381[-1] 6383[-1] | Gather | FASTER_RCNN | -1",
        "images[1,3,-1,-1] | boxes[-1,4] labels[-1] scores[-1] | Gather | FASTER_RCNN | -1",
        "pixel_values[1,3,800,800] | logits[1,100,92] pred_boxes[1,100,4] | Sigmoid | DETR | 91",
        "pixel_values[1,3,640,640] | logits[1,300,80] pred_boxes[1,300,4] | Gather | RT_DETR | 80",
        "images[1,3,640,640] orig_target_sizes[1,2] | labels[1,300] boxes[1,300,4] scores[1,300]"
            + " | Gather | RT_DETR | -1",
        "input[1,3,240,320] | scores[1,4420,2] boxes[1,4420,4] | Softmax | ULTRAFACE | 1",
        "input[1,3,480,640] | scores[1,17640,2] boxes[1,17640,4] | Softmax | ULTRAFACE | 1",
        "input[1,3,300,300] | scores[1,3000,2] boxes[1,3000,4] | Softmax | SSD | 1",
        "input[1,3,640,640] | cls_8[1,6400,1] obj_8[1,6400,1] bbox_8[1,6400,4] | Sigmoid | YUNET"
            + " | 1",
      })
  void detectorsAreTold(
      String inputs, String outputs, String operator, DetectorFamily family, int classes) {
    assertThat(kind(inputs, outputs, operator)).isEqualTo(new ModelKind.Detector(family, classes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input[-1,3,224,224] | output[-1,1000] | Gemm | 1000",
        "input[-1,224,224,3] | Softmax:0[-1,1000] | Softmax | 1000",
        "input[1,3,224,224] | loss[1,1000,1,1] | GlobalAveragePool | 1000",
        "input[1,3,48,48] | emotion[-1,7] | Gemm | 7",
        "input[1,3,224,224] | a[1,101] b[1,2] | Softmax | 101",
        "input[1,3,224,224] | logits[-1,-1] | Gemm | -1"
      })
  void classifiersAreTold(String inputs, String outputs, String operator, int classes) {
    assertThat(kind(inputs, outputs, operator)).isEqualTo(new ModelKind.Classifier(classes));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "input[1,3,224,224] | features[1,1280,7,7] | Clip",
        "input[1,3,224,224] | features[1,1024,14,14] | Relu",
        "input[1,3,512,512] | mask[1,21,512,512] | Resize",
        "input[1,3,224,224] | tokens[1,197,768] | LayerNormalization",
        "ids[1,128] | logits[1,128,30522] | Gemm"
      })
  void whatShapesDoNotTellStaysUnknown(String inputs, String outputs, String operator) {
    assertThat(kind(inputs, outputs, operator)).isEqualTo(new ModelKind.Unknown());
  }

  @Test
  void ultralyticsSaysItsTask() {
    UltralyticsNotes notes =
        UltralyticsNotes.of(
                Map.of("names", "{0: 'a', 1: 'b'}", "stride", "32", "task", "pose"), "m.onnx")
            .orElseThrow();
    ModelKind kind =
        Recognizer.of(
            specs("images[1,3,640,640]"),
            specs("output0[1,56,8400]"),
            notes,
            output -> Optional.empty());
    assertThat(kind).isEqualTo(new ModelKind.Foreign("an Ultralytics model for pose"));
    Map<String, String> old = Map.of("names", "['a', 'b']", "stride", "32");
    kind =
        Recognizer.of(
            specs("images[1,3,640,640]"),
            specs("output[1,25200,7]"),
            UltralyticsNotes.of(old, "m.onnx").orElseThrow(),
            output -> Optional.empty());
    assertThat(kind).isEqualTo(new ModelKind.Detector(DetectorFamily.YOLOV5, 2));
  }

  @ParameterizedTest
  @EnumSource(DetectorFamily.class)
  void everyFamilyHasAPresetOfItsName(DetectorFamily family) {
    assertThat(InputPreset.of(family).key()).isEqualTo(family.key());
    assertThat(InputPreset.parse(family.key()).family()).isEqualTo(family);
    assertThat(InputPreset.of(family).preprocess(64, 64, 3).channels()).isEqualTo(3);
    assertThat(InputPreset.of(family).preprocess(64, 64, 1).channels()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({
    "yolov8, ULTRALYTICS", "YOLO11n, ULTRALYTICS", "yolo26, ULTRALYTICS", "yolov10s, ULTRALYTICS",
    "tiny-yolov3, YOLOV3", "yolov3-tiny, YOLOV3", "rt_detr, RT_DETR", "tiny-yolov2, YOLOV2"
  })
  void presetsAreFoundUnderTheNamesOfModels(String name, InputPreset preset) {
    assertThat(InputPreset.parse(name)).isEqualTo(preset);
  }
}
