package io.backroom;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Makes the n-th call of a port fail, before or after it had its effect, once or from there on as
 * if the process had died. Plan strikes in one thread; calls may come from many.
 */
public final class Trouble {
  private final AtomicInteger calls = new AtomicInteger();
  private volatile int at;
  private volatile When when = When.BEFORE;
  private volatile boolean fatal;
  private volatile boolean down;

  /** Whether the failing call had its effect. */
  public enum When {
    BEFORE,
    AFTER
  }

  /** What a port throws that cannot be reached. */
  public static final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unreachable(String what) {
      super(what);
    }
  }

  /** One call of very many fails, counted from now on. */
  public void strikeOnce(int call, When time) {
    strike(call, time, false);
  }

  /** From one call on every call fails, until {@link #end}. */
  public void strikeDead(int call, When time) {
    strike(call, time, true);
  }

  private void strike(int call, When time, boolean forGood) {
    calls.set(0);
    at = call;
    when = time;
    fatal = forGood;
    down = false;
  }

  /** Everything works again. */
  public void end() {
    at = 0;
    down = false;
  }

  /** How many calls there were since the strike was planned. */
  public int calls() {
    return calls.get();
  }

  /** Whether the planned strike has happened. */
  public boolean hasStruck() {
    return at > 0 && calls.get() >= at;
  }

  <T> T call(Supplier<T> port) {
    int call = calls.incrementAndGet();
    if (down) {
      throw new Unreachable("dead since call " + at);
    }
    boolean strikes = call == at;
    if (strikes && when == When.BEFORE) {
      down = fatal;
      throw new Unreachable("before call " + at);
    }
    T answer = port.get();
    if (strikes) {
      down = fatal;
      throw new Unreachable("after call " + at);
    }
    return answer;
  }
}
