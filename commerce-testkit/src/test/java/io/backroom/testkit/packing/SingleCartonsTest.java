package io.backroom.testkit.packing;

import io.backroom.fulfillment.packing.SingleCartons;
import io.backroom.spi.packing.Cartonizer;

class SingleCartonsTest extends PackingContract {
  @Override
  protected Cartonizer createCartonizer() {
    return new SingleCartons();
  }
}
