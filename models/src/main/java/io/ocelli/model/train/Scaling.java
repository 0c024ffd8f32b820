package io.ocelli.model.train;

/**
 * Brings every feature to mean 0 and deviation 1 over the training part. A feature that never
 * changes keeps the deviation 1.
 */
@SuppressWarnings("ArrayRecordComponent") // as long as a feature vector, never compared
record Scaling(float[] mean, float[] deviation) {
  static Scaling of(float[][] rows) {
    int length = rows[0].length;
    double[] sum = new double[length];
    double[] squares = new double[length];
    for (float[] row : rows) {
      for (int i = 0; i < length; i++) {
        sum[i] += row[i];
      }
    }
    for (float[] row : rows) {
      for (int i = 0; i < length; i++) {
        double d = row[i] - sum[i] / rows.length;
        squares[i] += d * d;
      }
    }
    float[] mean = new float[length];
    float[] deviation = new float[length];
    for (int i = 0; i < length; i++) {
      mean[i] = (float) (sum[i] / rows.length);
      double d = Math.sqrt(squares[i] / rows.length);
      deviation[i] = d > 1e-6 ? (float) d : 1;
    }
    return new Scaling(mean, deviation);
  }

  void apply(float[][] rows) {
    for (float[] row : rows) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (row[i] - mean[i]) / deviation[i];
      }
    }
  }
}
