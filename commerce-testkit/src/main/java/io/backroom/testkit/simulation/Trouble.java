package io.backroom.testkit.simulation;

import java.util.Arrays;
import java.util.List;

/** What can go wrong at a port. Each seed chooses some of them and how often they strike. */
enum Trouble {
  /** The document store fails; nothing was written. */
  DOCUMENTS_FAIL,
  /** The document store wrote, and the answer is lost. */
  DOCUMENTS_ANSWER_LOST,
  /** The inventory store fails; nothing was changed. */
  INVENTORY_FAILS,
  /** The inventory store changed what it should, and the answer is lost. */
  INVENTORY_ANSWER_LOST,
  /** A store is slow: time passes in the call. */
  SLOW,
  /** The process dies before a call. */
  CRASH_BEFORE,
  /** The process dies after a call, before it hears the answer. */
  CRASH_AFTER,
  /** The process stands still in a call, longer than any lease, while others go on. */
  FREEZE,
  /** The clock jumps forward, up to thirty days. */
  CLOCK_FORWARD,
  /** The clock jumps back, up to an hour. */
  CLOCK_BACK,
  /** Messages cannot be sent. */
  NOTIFIER_FAILS,
  /** A message is sent, and the process dies. */
  NOTIFIER_CRASHES,
  /** The warehouse cannot be asked to stop. */
  WAREHOUSE_AWAY,
  /** The request to the payment provider is lost. */
  PAYMENT_REQUEST_LOST,
  /** The answer of the payment provider is lost. */
  PAYMENT_ANSWER_LOST,
  /** The connection to the payment provider breaks. */
  PAYMENT_BREAKS,
  /** The payment provider is not reached, or asks to slow down. */
  PAYMENT_REFUSED,
  /** The request reaches the payment provider twice. */
  PAYMENT_TWICE,
  /** The payment provider answers later. */
  PAYMENT_PENDING,
  /** The customer must do something first; some never do. */
  PAYMENT_ACTION,
  /** The payment provider declines. */
  PAYMENT_DECLINED,
  /** The payment provider approves a part. */
  PAYMENT_PARTIAL,
  /** The payment provider echoes a wrong amount. */
  PAYMENT_WRONG_AMOUNT,
  /** The authorization ends within the hour. */
  PAYMENT_EXPIRES;

  static final List<Trouble> ALL = Arrays.asList(values());

  /** Whether it is of calls that are seldom made, and so strikes more of them. */
  boolean isOfSeldomCalls() {
    return compareTo(WAREHOUSE_AWAY) >= 0;
  }
}
