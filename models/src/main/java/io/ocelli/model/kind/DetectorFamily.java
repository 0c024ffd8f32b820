package io.ocelli.model.kind;

import io.ocelli.error.NearNames;
import io.ocelli.error.OcelliException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A family of detectors: models whose answers are decoded into boxes in the same way. The key
 * stands in model files as {@code ocelli.family}.
 *
 * <p>H and W are the sides of the input, C is the number of classes, N that of the candidates.
 */
public enum DetectorFamily {
  /**
   * YOLOX (Megvii, arXiv 2107.08430): [1,N,5+C], strides 8, 16, 32, offsets and logarithms of sides
   * in cells, objectness and classes after a sigmoid.
   */
  YOLOX("yolox", "YOLOX"),
  /**
   * Ultralytics' detectors v5u, v8, v9, 11, 12: [1,4+C,N], centre and sides in input pixels, then
   * class scores; v10, 26 and exports with suppression inside: [1,300,6] = x1, y1, x2, y2, score,
   * class.
   */
  ULTRALYTICS("ultralytics", "Ultralytics"),
  /**
   * YOLOv3 and Tiny YOLOv3: boxes [1,N,4], scores [1,C,N] and chosen [n,3], as the ONNX Model Zoo
   * has them, or raw maps [1,3*(5+C),h,w] of strides 32, 16 (, 8).
   */
  YOLOV3("yolov3", "YOLOv3"),
  /**
   * The first YOLOv5 (and YOLOv7, which writes the same): [1,N,5+C] with three candidates a cell,
   * centre and sides in input pixels; or raw maps [1,3,h,w,5+C].
   */
  YOLOV5("yolov5", "YOLOv5"),
  /** YOLOv6 (Meituan): [1,N,5+C], centre and sides in input pixels, objectness always 1. */
  YOLOV6("yolov6", "YOLOv6"),
  /**
   * YOLOv7 (arXiv 2207.02696): as {@link #YOLOV5}; with suppression inside [n,7] = picture, x1, y1,
   * x2, y2, class, score.
   */
  YOLOV7("yolov7", "YOLOv7"),
  /** Darknet's YOLOv2 and Tiny YOLOv2: one map [1,5*(5+C),H/32,W/32]. */
  YOLOV2("yolov2", "YOLOv2"),
  /** FastestDet: one map [1,5+C,H/16,W/16] of objectness, offsets, sides and class scores. */
  FASTESTDET("fastestdet", "FastestDet"),
  /** Yolo-FastestV2: two maps, channels last, [1,h,w,15+C], strides 16 and 32, three anchors. */
  YOLO_FASTESTV2("yolo-fastestv2", "Yolo-FastestV2"),
  /**
   * NanoDet-Plus: [1,N,C+32], strides 8, 16, 32, 64: class scores, then a distribution of eight
   * values for each side of the box.
   */
  NANODET("nanodet", "NanoDet"),
  /**
   * SSD: detection_boxes, detection_scores and detection_classes (TensorFlow), boxes, labels and
   * scores with a batch side, or boxes [1,N,4] and scores [1,N,1+C] whose first class is the
   * background.
   */
  SSD("ssd", "SSD"),
  /** RetinaNet: a map of scores [1,9*C,h,w] and one of boxes [1,36,h,w] for each of five levels. */
  RETINANET("retinanet", "RetinaNet"),
  /** Faster R-CNN: boxes [n,4], labels [n] and scores [n], all decoded. */
  FASTER_RCNN("faster-rcnn", "Faster R-CNN"),
  /**
   * DETR (arXiv 2005.12872): logits [1,N,C+1] whose last class is "nothing", and boxes [1,N,4] as
   * centre and sides in fractions.
   */
  DETR("detr", "DETR"),
  /**
   * RT-DETR (arXiv 2304.08069) and its like: logits [1,N,C] without a class for "nothing" and boxes
   * [1,N,4] in fractions; both in one [1,N,4+C]; or labels, boxes and scores.
   */
  RT_DETR("rt-detr", "RT-DETR"),
  /** UltraFace: scores [1,N,2], the second one of a face, and boxes [1,N,4] in fractions. */
  ULTRAFACE("ultraface", "UltraFace"),
  /** YuNet: cls, obj, bbox and kps for strides 8, 16 and 32. */
  YUNET("yunet", "YuNet");

  private final String key;
  private final String title;

  DetectorFamily(String key, String title) {
    this.key = key;
    this.title = title;
  }

  /** The name in model files. */
  public String key() {
    return key;
  }

  /** The name for people. */
  public String title() {
    return title;
  }

  /** Whether it finds faces and nothing else. */
  public boolean facesOnly() {
    return this == ULTRAFACE || this == YUNET;
  }

  /** The keys of all families. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(DetectorFamily::key).toList();
  }

  /**
   * The family of this key.
   *
   * @param origin where the key stands, for the message
   * @throws OcelliException when there is none
   */
  public static DetectorFamily parse(String key, String origin) {
    return of(key)
        .orElseThrow(
            () ->
                new OcelliException(
                    "no such family of detectors", key, origin, NearNames.remedy(key, keys())));
  }

  /** The family of this key, if there is one. */
  public static Optional<DetectorFamily> of(String key) {
    String low = key.strip().toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).filter(family -> family.key.equals(low)).findFirst();
  }
}
