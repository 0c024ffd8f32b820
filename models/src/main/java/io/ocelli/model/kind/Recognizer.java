package io.ocelli.model.kind;

import io.ocelli.model.onnx.TensorSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a model is by the names and shapes of its inputs and outputs and the notes it carries.
 * The shapes of the public families are told apart by the number of their candidates, which follows
 * from the size of the input.
 */
public final class Recognizer {
  /** Values of a NanoDet box: four sides, a distribution of eight bins each. */
  private static final int NANODET_BOX = 32;

  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final Function<String, Optional<String>> operators;
  private final long height;
  private final long width;

  private Recognizer(
      List<TensorSpec> inputs,
      List<TensorSpec> outputs,
      Function<String, Optional<String>> operators) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.operators = operators;
    Optional<PictureInput> picture = PictureInput.among(inputs);
    this.height = picture.map(PictureInput::height).orElse(-1L);
    this.width = picture.map(PictureInput::width).orElse(-1L);
  }

  /**
   * What a model seems to be.
   *
   * @param inputs its inputs; where a side of the picture is free, that of a trial may be put in
   * @param outputs its outputs, with the shapes of a trial where they are known
   * @param notes what Ultralytics wrote into it; null for other models
   * @param operators the operator that makes an output ({@link
   *     io.ocelli.model.onnx.OnnxGraph#operatorOf}); may always answer empty
   */
  public static ModelKind of(
      List<TensorSpec> inputs,
      List<TensorSpec> outputs,
      @Nullable UltralyticsNotes notes,
      Function<String, Optional<String>> operators) {
    Recognizer recognizer = new Recognizer(inputs, outputs, operators);
    if (notes != null) {
      return recognizer.ultralytics(notes);
    }
    return Stream.<Function<Recognizer, @Nullable ModelKind>>of(
            Recognizer::named,
            Recognizer::boxesAndScores,
            Recognizer::maps,
            Recognizer::oneMap,
            Recognizer::oneList,
            Recognizer::classifier)
        .map(rule -> Optional.ofNullable(rule.apply(recognizer)))
        .flatMap(Optional::stream)
        .findFirst()
        .orElseGet(ModelKind.Unknown::new);
  }

  private ModelKind ultralytics(UltralyticsNotes notes) {
    int classes = notes.labels().size();
    switch (notes.task()) {
      case "classify" -> {
        return new ModelKind.Classifier(classes);
      }
      case "detect" -> {
        // Goes on below.
      }
      default -> {
        return new ModelKind.Foreign("an Ultralytics model for " + notes.task());
      }
    }
    if (notes.description().toLowerCase(Locale.ROOT).contains("rtdetr")) {
      return detector(DetectorFamily.RT_DETR, classes);
    }
    boolean objectness =
        outputs.stream().anyMatch(o -> o.rank() >= 3 && o.side(o.rank() - 1) == classes + 5L);
    return detector(objectness ? DetectorFamily.YOLOV5 : DetectorFamily.ULTRALYTICS, classes);
  }

  private static ModelKind detector(DetectorFamily family, long classes) {
    return new ModelKind.Detector(family, classes > 0 ? (int) classes : -1);
  }

  /** Families that give their outputs names of their own. */
  private @Nullable ModelKind named() {
    if (Stream.of("cls_8", "obj_8", "bbox_8").allMatch(name -> output(name) != null)) {
      return detector(DetectorFamily.YUNET, 1);
    }
    if (outputs.stream().anyMatch(o -> o.name().contains("detection_boxes"))
        || outputs.stream().anyMatch(o -> o.name().contains("Detection_PostProcess"))) {
      return detector(DetectorFamily.SSD, -1);
    }
    TensorSpec logits = output("logits") != null ? output("logits") : output("pred_logits");
    TensorSpec boxes = output("pred_boxes");
    if (logits != null && boxes != null && logits.rank() == 3) {
      long values = logits.side(2);
      return logits.side(1) == 100
          ? detector(DetectorFamily.DETR, values - 1)
          : detector(DetectorFamily.RT_DETR, values);
    }
    if (inputs.stream().anyMatch(i -> i.name().equals("orig_target_sizes"))) {
      return detector(DetectorFamily.RT_DETR, -1);
    }
    boolean yolov3 =
        outputs.stream().anyMatch(o -> o.name().startsWith("yolonms"))
            || (inputs.stream().anyMatch(i -> i.name().equals("image_shape"))
                && outputs.size() == 3);
    if (yolov3) {
      long classes =
          outputs.stream()
              .filter(o -> o.rank() == 3 && o.side(2) != 4)
              .mapToLong(o -> o.side(1))
              .max()
              .orElse(-1);
      return detector(DetectorFamily.YOLOV3, classes);
    }
    return null;
  }

  private @Nullable TensorSpec output(String name) {
    return outputs.stream().filter(o -> o.name().equals(name)).findFirst().orElse(null);
  }

  /** Decoded boxes and scores, apart. */
  private @Nullable ModelKind boxesAndScores() {
    if (outputs.size() == 2 && outputs.stream().allMatch(o -> o.rank() == 3)) {
      boolean boxesFirst = outputs.get(0).side(2) == 4;
      TensorSpec boxes = outputs.get(boxesFirst ? 0 : 1);
      TensorSpec scores = outputs.get(boxesFirst ? 1 : 0);
      boolean sameLength = boxes.side(1) == scores.side(1);
      if (boxes.side(2) == 4 && scores.side(2) >= 2 && sameLength) {
        boolean faces = scores.side(2) == 2 && isUltraFace(boxes.side(1));
        return faces
            ? detector(DetectorFamily.ULTRAFACE, 1)
            : detector(DetectorFamily.SSD, scores.side(2) - 1);
      }
    }
    boolean three = outputs.size() == 3 || outputs.size() == 4;
    boolean boxes = three && outputs.stream().anyMatch(o -> o.rank() >= 2 && last(o) == 4);
    if (boxes && count(1) == 2) {
      return detector(DetectorFamily.FASTER_RCNN, -1);
    }
    if (boxes && outputs.size() == 3 && count(2) == 2 && count(3) == 1) {
      return detector(DetectorFamily.SSD, -1);
    }
    return null;
  }

  private long count(int rank) {
    return outputs.stream().filter(o -> o.rank() == rank).count();
  }

  private static long last(TensorSpec output) {
    return output.rank() == 0 ? -1 : output.side(output.rank() - 1);
  }

  /** UltraFace has 3, 2, 2 and 3 candidates a cell of its strides 8, 16, 32 and 64. */
  private boolean isUltraFace(long candidates) {
    long own = 3 * cells(8) + 2 * cells(16) + 2 * cells(32) + 3 * cells(64);
    return height < 0 || width < 0 || candidates < 0 || candidates == own;
  }

  private long cells(int stride) {
    return height < 0 || width < 0
        ? -1
        : ((height + stride - 1) / stride) * ((width + stride - 1) / stride);
  }

  /** Several maps, one for each level. */
  private @Nullable ModelKind maps() {
    if (outputs.size() < 2) {
      return null;
    }
    if (outputs.stream().allMatch(o -> o.rank() == 5 && o.side(1) == 3 && last(o) > 5)) {
      return detector(DetectorFamily.YOLOV5, last(outputs.get(0)) - 5);
    }
    if (!outputs.stream().allMatch(o -> o.rank() == 4)) {
      return null;
    }
    long channels = outputs.get(0).side(1);
    long values = last(outputs.get(0));
    long boxMaps = outputs.stream().filter(o -> o.side(1) == 36).count();
    if (outputs.size() >= 6 && boxMaps * 2 == outputs.size()) {
      long scores = outputs.stream().mapToLong(o -> o.side(1)).filter(c -> c != 36).max().orElse(0);
      return detector(DetectorFamily.RETINANET, scores / 9);
    }
    boolean few = outputs.size() <= 3;
    if (few
        && outputs.stream().allMatch(o -> o.side(1) == channels)
        && channels > 15
        && channels % 3 == 0) {
      return detector(DetectorFamily.YOLOV3, channels / 3 - 5);
    }
    boolean last = outputs.stream().allMatch(o -> last(o) == values);
    if (outputs.size() == 2 && last && values > 15) {
      return detector(DetectorFamily.YOLO_FASTESTV2, values - 15);
    }
    return null;
  }

  /** One map of a fixed stride. */
  private @Nullable ModelKind oneMap() {
    if (outputs.size() != 1 || outputs.get(0).rank() != 4) {
      return null;
    }
    TensorSpec map = outputs.get(0);
    long channels = map.side(1);
    if (map.side(1) == 1 && map.side(3) == 7) {
      return detector(DetectorFamily.SSD, -1);
    }
    String operator = operators.apply(map.name()).orElse("");
    boolean joined = operator.equals("Concat");
    if (joined && channels > 5 && stride(map, 16)) {
      return detector(DetectorFamily.FASTESTDET, channels - 5);
    }
    boolean usual = channels == 125 || channels == 425 || map.name().equals("grid");
    if (usual && channels % 5 == 0 && stride(map, 32)) {
      return detector(DetectorFamily.YOLOV2, channels / 5 - 5);
    }
    return null;
  }

  private boolean stride(TensorSpec map, int stride) {
    boolean free = map.side(2) < 0 || map.side(3) < 0 || height < 0 || width < 0;
    return !free && map.side(2) * stride == height && map.side(3) * stride == width;
  }

  /** One list of candidates. */
  private @Nullable ModelKind oneList() {
    if (outputs.size() > 1 && outputs.get(0).rank() != 3) {
      return null;
    }
    TensorSpec list = outputs.get(0);
    // A classifier of seven classes has this shape too, but no Concat at its end.
    boolean joined = operators.apply(list.name()).orElse("").equals("Concat");
    if (list.rank() == 2 && list.side(1) == 7 && joined) {
      return detector(DetectorFamily.YOLOV7, -1);
    }
    if (list.rank() != 3) {
      return null;
    }
    long rows = list.side(1);
    long values = list.side(2);
    long three = cells(8) + cells(16) + cells(32);
    if (rows == 300 && values == 6) {
      return detector(DetectorFamily.ULTRALYTICS, -1);
    }
    if (rows == 300 && values > 6) {
      return detector(DetectorFamily.RT_DETR, values - 4);
    }
    if (three < 0) {
      return openSize(list);
    }
    if (rows == three && values > 5) {
      boolean six = list.name().equals("outputs");
      return detector(six ? DetectorFamily.YOLOV6 : DetectorFamily.YOLOX, values - 5);
    }
    boolean anchors =
        rows == 3 * three || rows == 3 * (three + cells(64)) || rows == 3 * (cells(16) + cells(32));
    if (anchors && values > 5) {
      return detector(DetectorFamily.YOLOV5, values - 5);
    }
    if (values == three && rows > 4 && rows < values) {
      return detector(DetectorFamily.ULTRALYTICS, rows - 4);
    }
    if (rows == three + cells(64) && values > NANODET_BOX) {
      return detector(DetectorFamily.NANODET, values - NANODET_BOX);
    }
    return null;
  }

  /** Of free size only the width of a row is known: 84 in front is Ultralytics' of COCO. */
  private static @Nullable ModelKind openSize(TensorSpec list) {
    return list.side(1) == 84 && list.side(2) < 0
        ? detector(DetectorFamily.ULTRALYTICS, 80)
        : list.side(2) == 112 && list.side(1) < 0 ? detector(DetectorFamily.NANODET, 80) : null;
  }

  /** One row of scores, perhaps with sides of 1 around it. */
  private @Nullable ModelKind classifier() {
    if (outputs.isEmpty()) {
      return null;
    }
    TensorSpec first = outputs.get(0);
    if (first.rank() < 2 || inputs.stream().noneMatch(i -> i.rank() == 4)) {
      return null;
    }
    long classes = 1;
    for (int axis = 1; axis < first.rank(); axis++) {
      if (first.side(axis) != 1 && classes != 1) {
        return null;
      }
      classes *= first.side(axis);
    }
    return classes == 0 || classes > Integer.MAX_VALUE
        ? null
        : new ModelKind.Classifier((int) classes);
  }
}
