package io.backroom.examples.replay;

import io.backroom.memory.SimulatedPaymentProvider.NotificationKey;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.RawNotification;
import io.backroom.spi.value.Result;
import java.time.Duration;

/**
 * What the provider tells by itself of calls that were answered, <b>made up</b>: of some of them
 * soon, of a few twice, of a few weeks later, when most orders are over. Now and then somebody else
 * tries it too.
 */
final class Letters {
  private static final double TELLS = 0.25;
  private static final double TWICE = 0.1;
  private static final double LATE = 0.1;
  private static final double FORGED = 0.01;
  private static final int LATE_DAYS_MIN = 3;
  private static final int LATE_DAYS_MAX = 50;

  private final Shop shop;
  private final Chance chance;
  private final Agenda agenda;
  private final Tally tally;

  Letters(Shop shop, Chance chance, Agenda agenda, Tally tally) {
    this.shop = shop;
    this.chance = chance;
    this.agenda = agenda;
    this.tally = tally;
  }

  /** Plans what comes of the calls since the last time. */
  void look() {
    for (OperationId call : shop.cards().takeCalled()) {
      if (chance.happens(TELLS, "tells", call)) {
        plan(call);
      }
    }
  }

  private void plan(OperationId call) {
    if (chance.happens(FORGED, "forges", call)) {
      deliver(call, Duration.ofHours(1), NotificationKey.FOREIGN, "told by somebody else");
    } else if (chance.happens(LATE, "tells late", call)) {
      int days = chance.between(LATE_DAYS_MIN, LATE_DAYS_MAX, "days until told", call);
      deliver(call, Duration.ofDays(days), NotificationKey.PREVIOUS, "told days or weeks later");
    } else {
      deliver(call, Duration.ofMinutes(2), NotificationKey.CURRENT, "told soon");
    }
    if (chance.happens(TWICE, "tells twice", call)) {
      deliver(call, Duration.ofHours(2), NotificationKey.CURRENT, "told again");
    }
  }

  private void deliver(OperationId call, Duration after, NotificationKey key, String what) {
    agenda.at(
        shop.clock().instant().plus(after),
        () -> {
          RawNotification letter = shop.provider().notification(call, key, shop.clock().instant());
          Result<Integer> taken =
              shop.commerce().paymentNotifications().receive(letter.headers(), letter.body());
          boolean genuine = key != NotificationKey.FOREIGN;
          if (taken instanceof Result.Done == genuine) {
            tally.add(what);
          } else {
            throw new IllegalStateException("A letter about " + call + " " + what + ": " + taken);
          }
        });
  }
}
