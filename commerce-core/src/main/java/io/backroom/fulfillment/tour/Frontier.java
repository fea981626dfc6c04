package io.backroom.fulfillment.tour;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the part of a tour left of a line through the warehouse can look like where it meets that
 * line: for each cross aisle whether it is reached, by an odd or even number of ways, and which of
 * them hang together. All states and moves between them are worked out once for each number of
 * blocks.
 */
final class Frontier {
  static final int NONE = 0;
  static final int THROUGH = 1;
  static final int FROM_FRONT = 2;
  static final int FROM_BACK = 3;
  static final int FROM_BOTH = 4;
  static final int TWICE = 5;
  static final int OPTIONS = 6;

  /** The state before any way, always the first. */
  static final int EMPTY = 0;

  private static final int DONE_CODE = -1;
  private static final Frontier[] BY_BLOCKS = {new Frontier(1), new Frontier(2), new Frontier(3)};

  /** Next state by block, option and state; negative if there is none. */
  final int[][][] along;

  /** By state and stops on cross aisles: pairs of next state and ways walked to the next aisle. */
  final int[][][] across;

  /** Whether a tour may end, by state and stops on cross aisles. */
  final boolean[][] ends;

  final int states;

  private final int rows;
  private final Map<Integer, Integer> ids = new HashMap<>();
  private final List<Integer> codes = new ArrayList<>();

  private Frontier(int blocks) {
    rows = blocks + 1;
    List<int[][]> vertical = new ArrayList<>();
    List<int[][]> horizontal = new ArrayList<>();
    List<boolean[]> end = new ArrayList<>();
    id(0);
    for (int s = 0; s < codes.size(); s++) {
      int code = codes.get(s);
      int[][] next = new int[blocks][OPTIONS];
      for (int b = 0; b < blocks; b++) {
        for (int option = 0; option < OPTIONS; option++) {
          next[b][option] = walk(code, b, option);
        }
      }
      vertical.add(next);
      int[][] cross = new int[1 << rows][];
      boolean[] over = new boolean[1 << rows];
      for (int stops = 0; stops < 1 << rows; stops++) {
        cross[stops] = moves(code, stops);
        over[stops] = isTour(code, stops);
      }
      horizontal.add(cross);
      end.add(over);
    }
    states = codes.size();
    along = new int[blocks][OPTIONS][states];
    for (int s = 0; s < states; s++) {
      for (int b = 0; b < blocks; b++) {
        for (int option = 0; option < OPTIONS; option++) {
          along[b][option][s] = vertical.get(s)[b][option];
        }
      }
    }
    across = horizontal.toArray(new int[0][][]);
    ends = end.toArray(new boolean[0][]);
  }

  static Frontier of(int blocks) {
    return BY_BLOCKS[blocks - 1];
  }

  private int id(int code) {
    Integer known = ids.get(code);
    if (known != null) {
      return known;
    }
    ids.put(code, codes.size());
    codes.add(code);
    return codes.size() - 1;
  }

  private int walk(int code, int block, int option) {
    if (option == NONE) {
      return id(code);
    }
    if (code == DONE_CODE) {
      return -1;
    }
    int[] label = labels(code);
    boolean[] odd = odds(code);
    boolean joins = option == THROUGH || option == TWICE;
    if (option != FROM_BACK && label[block] == 0) {
      label[block] = 10;
    }
    if (option != FROM_FRONT && label[block + 1] == 0) {
      label[block + 1] = 11;
    }
    if (joins) {
      int gone = label[block + 1];
      for (int r = 0; r < rows; r++) {
        label[r] = label[r] == gone ? label[block] : label[r];
      }
    }
    if (option == THROUGH) {
      odd[block] = !odd[block];
      odd[block + 1] = !odd[block + 1];
    }
    return id(code(label, odd));
  }

  private int[] moves(int code, int stops) {
    if (code == DONE_CODE) {
      return stops == 0 ? new int[] {id(code), 0} : new int[0];
    }
    List<Integer> pairs = new ArrayList<>();
    for (int kept = 0; kept < 1 << rows; kept++) {
      move(code, stops, kept, pairs);
    }
    return pairs.stream().mapToInt(Integer::intValue).toArray();
  }

  private void move(int code, int stops, int kept, List<Integer> pairs) {
    int[] label = labels(code);
    boolean[] odd = odds(code);
    int ways = 0;
    int before = 0;
    int after = 0;
    for (int r = 0; r < rows; r++) {
      boolean stop = ((stops >> r) & 1) != 0;
      boolean keeps = ((kept >> r) & 1) != 0;
      if (label[r] == 0 && stop) {
        label[r] = 10 + r;
      }
      before |= 1 << label[r];
      boolean mustKeep = odd[r] || (label[r] >= 10);
      if ((mustKeep && !keeps) || (label[r] == 0 && keeps)) {
        return;
      }
      if (keeps) {
        ways += odd[r] ? 1 : 2;
        after |= 1 << label[r];
      } else {
        label[r] = 0;
      }
    }
    before &= ~1;
    if (before == after) {
      pairs.add(id(code(label, odd)));
      pairs.add(ways);
    } else if (after == 0 && Integer.bitCount(before) == 1) {
      pairs.add(id(DONE_CODE));
      pairs.add(0);
    }
  }

  private boolean isTour(int code, int stops) {
    if (code == DONE_CODE) {
      return stops == 0;
    }
    int[] label = labels(code);
    boolean[] odd = odds(code);
    int parts = 0;
    for (int r = 0; r < rows; r++) {
      if (odd[r] || (label[r] == 0 && ((stops >> r) & 1) != 0)) {
        return false;
      }
      parts |= 1 << label[r];
    }
    return Integer.bitCount(parts & ~1) == 1;
  }

  private int[] labels(int code) {
    int[] label = new int[rows];
    for (int r = 0; r < rows; r++) {
      label[r] = (code >> (4 * r + 1)) & 7;
    }
    return label;
  }

  private boolean[] odds(int code) {
    boolean[] odd = new boolean[rows];
    for (int r = 0; r < rows; r++) {
      odd[r] = ((code >> (4 * r)) & 1) != 0;
    }
    return odd;
  }

  /** Numbers the parts in order of their first row, so that equal states have equal codes. */
  private int code(int[] label, boolean[] odd) {
    int[] names = new int[16];
    int used = 0;
    int code = 0;
    for (int r = 0; r < rows; r++) {
      if (label[r] != 0) {
        if (names[label[r]] == 0) {
          names[label[r]] = ++used;
        }
        code |= ((names[label[r]] << 1) | (odd[r] ? 1 : 0)) << (4 * r);
      }
    }
    return code;
  }
}
