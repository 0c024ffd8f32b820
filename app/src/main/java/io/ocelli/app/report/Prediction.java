package io.ocelli.app.report;

/**
 * What a classifier said of one picture.
 *
 * @param source the picture as the user would name it
 * @param truth true class index
 * @param predicted index of the most probable class
 * @param probability of the predicted class, 0 to 1
 * @param truthProbability of the true class, 0 to 1
 */
public record Prediction(
    String source, int truth, int predicted, double probability, double truthProbability) {

  /** From all probabilities of a picture. */
  public static Prediction of(String source, int truth, float[] probabilities) {
    int predicted = io.ocelli.metric.ClassificationMetrics.argmax(probabilities);
    return new Prediction(source, truth, predicted, probabilities[predicted], probabilities[truth]);
  }

  /** Whether the answer is right. */
  public boolean correct() {
    return truth == predicted;
  }
}
