package io.backroom.benchmarks.recommendation;

import io.backroom.benchmarks.peer.Lists;
import io.backroom.benchmarks.peer.Pairs;
import io.backroom.benchmarks.peer.PeerRun;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.LinearSolverFactory_DDRM;
import org.ejml.interfaces.linsol.LinearSolverDense;

/**
 * EASE (Steck 2019, "Embarrassingly Shallow Autoencoders for Sparse Data", WWW): P = (XᵀX + l I)⁻¹,
 * weights −P(i, j) ÷ P(j, j). The inverse is EJML's, by Cholesky.
 */
public final class EasePeer {
  private EasePeer() {}

  /**
   * Runs the peer.
   *
   * @param args those of {@link PeerRun}; the way is l
   * @throws Exception if it fails
   */
  public static void main(String[] args) throws Exception {
    PeerRun.run(args, (pairs, way) -> train(pairs, Double.parseDouble(way)));
  }

  private static Lists train(Pairs pairs, double ridge) {
    int items = pairs.items();
    int[][] bought = pairs.itemsByCustomer();
    DMatrixRMaj gram = new DMatrixRMaj(items, items);
    for (int[] row : bought) {
      for (int one : row) {
        for (int other : row) {
          gram.data[one * items + other]++;
        }
      }
    }
    for (int item = 0; item < items; item++) {
      gram.data[item * items + item] += ridge;
    }
    LinearSolverDense<DMatrixRMaj> solver = LinearSolverFactory_DDRM.symmPosDef(items);
    if (!solver.setA(gram)) {
      throw new IllegalStateException("not positive definite");
    }
    DMatrixRMaj inverse = new DMatrixRMaj(items, items);
    solver.invert(inverse);
    float[][] weights = new float[items][items];
    for (int i = 0; i < items; i++) {
      for (int j = 0; j < items; j++) {
        double diagonal = inverse.data[j * items + j];
        weights[i][j] = i == j ? 0 : (float) (-inverse.data[i * items + j] / diagonal);
      }
    }
    return new DenseLists(bought, weights);
  }

  private record DenseLists(int[][] bought, float[][] weights) implements Lists {
    @Override
    public int[] top(int customer, int limit) {
      double[] scores = new double[weights.length];
      for (int item : bought[customer]) {
        float[] row = weights[item];
        for (int other = 0; other < row.length; other++) {
          scores[other] += row[other];
        }
      }
      return Pairs.best(scores, bought[customer], limit);
    }

    @Override
    public long bytes() {
      return 4L * weights.length * weights.length;
    }
  }
}
