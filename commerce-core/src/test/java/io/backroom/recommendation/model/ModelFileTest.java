package io.backroom.recommendation.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ModelFileTest {
  private static final ItemModel MODEL = LocalRidge.train(Shop.purchases(1), Shop.settings());

  private static ItemModel read(byte[] bytes) throws IOException {
    return ItemModel.read(new ByteArrayInputStream(bytes));
  }

  @Test
  void aModelIsReadAsItWasWritten() throws IOException {
    byte[] bytes = Shop.bytes(MODEL);

    ItemModel read = read(bytes);

    assertThat(read).isEqualTo(MODEL).hasSameHashCodeAs(MODEL);
    assertThat(Shop.bytes(read)).isEqualTo(bytes);
  }

  @Test
  void aWeightTakesLittleMoreThanItsFourBytes() {
    assertThat(Shop.bytes(MODEL).length).isLessThan(MODEL.size() * 6);
  }

  @Test
  void everyChangedByteIsNoticed() {
    byte[] bytes = Shop.bytes(MODEL);
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      assertThatThrownBy(() -> read(changed)).as("byte %s", at).isInstanceOf(IOException.class);
    }
  }

  @Test
  void everyLostEndIsNoticed() {
    byte[] bytes = Shop.bytes(MODEL);
    for (int length = 0; length < bytes.length; length++) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> read(cut)).as("%s bytes", length).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aLaterVersionIsNamed() {
    byte[] bytes = Shop.bytes(MODEL);
    bytes[7] = 9;

    assertThatThrownBy(() -> read(bytes)).hasMessageContaining("version 9");
  }

  @Test
  void aModelOfManyItemsGrowsAsItIsRead() throws IOException {
    int items = (1 << 20) + 5;
    PurchaseLog log = PurchaseLog.builder(1, items).add(0, 2, 0).add(0, items - 1, 0).build();
    ItemModel model = LocalRidge.train(Purchases.of(log), RidgeSettings.PURCHASES);

    ItemModel read = read(Shop.bytes(model));

    assertThat(read).isEqualTo(model);
    assertThat(read.weight(2, items - 1)).isPositive();
  }
}
