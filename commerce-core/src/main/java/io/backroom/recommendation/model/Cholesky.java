package io.backroom.recommendation.model;

/**
 * Solves A x = b for a symmetric positive definite A by its factor, A = UᵀU (Cholesky; Golub and
 * Van Loan, "Matrix Computations", 4th edition, §4.2), in place, in single precision.
 *
 * <p>Four rows of U are made at a time and then taken off all rows below them in one pass, which
 * reads and writes those a quarter as often. The order of all operations is fixed: the same numbers
 * give the same bits on every machine.
 */
final class Cholesky {
  private static final int STRIP = 4;

  private Cholesky() {}

  /**
   * Solves a system.
   *
   * @param rows A, of which the upper triangle is read and overwritten
   * @param b the right side, overwritten with the solution
   * @param size how many equations
   */
  static void solve(float[][] rows, float[] b, int size) {
    for (int from = 0; from < size; from += STRIP) {
      int to = Math.min(size, from + STRIP);
      for (int k = from; k < to; k++) {
        pivot(rows, b, k, size);
        for (int row = k + 1; row < to; row++) {
          takeOff(rows[k], rows[row], rows[k][row], row, size);
          b[row] -= rows[k][row] * b[k];
        }
      }
      if (to - from == STRIP) {
        for (int row = to; row < size; row++) {
          takeOffStrip(rows, from, row, size);
          b[row] -= rows[from][row] * b[from];
          b[row] -= rows[from + 1][row] * b[from + 1];
          b[row] -= rows[from + 2][row] * b[from + 2];
          b[row] -= rows[from + 3][row] * b[from + 3];
        }
      }
    }
    for (int k = size - 1; k >= 0; k--) {
      float[] row = rows[k];
      float rest = b[k];
      for (int column = k + 1; column < size; column++) {
        rest -= row[column] * b[column];
      }
      b[k] = rest / row[k];
    }
  }

  private static void pivot(float[][] rows, float[] b, int k, int size) {
    float[] row = rows[k];
    float inverse = (float) (1 / Math.sqrt(row[k]));
    for (int column = k; column < size; column++) {
      row[column] *= inverse;
    }
    b[k] *= inverse;
  }

  private static void takeOff(float[] of, float[] from, float factor, int start, int size) {
    for (int column = start; column < size; column++) {
      from[column] -= factor * of[column];
    }
  }

  private static void takeOffStrip(float[][] rows, int strip, int row, int size) {
    float[] a = rows[strip];
    float[] b = rows[strip + 1];
    float[] c = rows[strip + 2];
    float[] d = rows[strip + 3];
    float[] from = rows[row];
    float fa = a[row];
    float fb = b[row];
    float fc = c[row];
    float fd = d[row];
    for (int column = row; column < size; column++) {
      from[column] -= fa * a[column] + fb * b[column] + fc * c[column] + fd * d[column];
    }
  }
}
