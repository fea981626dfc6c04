package io.backroom.kernel;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.backroom.spi.document.WriteId;
import io.backroom.spi.inventory.CommandId;
import io.backroom.spi.inventory.ReceiptId;
import io.backroom.spi.inventory.ReservationId;
import io.backroom.spi.payment.InstrumentRef;
import io.backroom.spi.payment.OperationId;
import io.backroom.spi.payment.ProviderRef;
import io.backroom.spi.value.CardNumbers;
import io.backroom.spi.value.CenterId;
import io.backroom.spi.value.CustomerId;
import io.backroom.spi.value.OrderId;
import io.backroom.spi.value.Sku;
import io.backroom.spi.value.Sscc;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.joda.money.Money;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationConfig;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.BeanPropertyWriter;
import tools.jackson.databind.ser.ValueSerializerModifier;

/**
 * Records as JSON text. Closed: no class names in the data, no polymorphism. Ids and money are
 * plain strings. Unknown fields are skipped, so that an older node reads what a newer one wrote.
 *
 * <p>Card numbers are masked in what people write, whatever road it came: documents, events, tasks
 * and work that waits are all written here.
 */
final class Json {
  /** The components of records that hold what people write; ids and keys are never among them. */
  private static final Set<String> WRITTEN_BY_PEOPLE =
      Set.of("reason", "note", "text", "name", "email", "phone", "street", "city", "postalCode");

  /** Immutable; what it learns of a record's shape serves every shop of the process. */
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addModule(values())
          .changeDefaultPropertyInclusion(
              usual -> usual.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  /** Entries of maps stand in the order of their keys: a copied map has another order each day. */
  private static final JsonMapper ORDERED =
      MAPPER.rebuild().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

  /**
   * Returns what tells a value from another of its class, in every process and release: what a
   * newer release has added and is not there is not in it.
   */
  static String content(Object value) {
    return value.getClass().getSimpleName() + ORDERED.writeValueAsString(value);
  }

  String write(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  <T> T read(String text, Class<T> type) {
    return MAPPER.readValue(text, type);
  }

  private static SimpleModule values() {
    SimpleModule module = new SimpleModule("backroom");
    asText(module, Sku.class, Sku::new);
    asText(module, Sscc.class, Sscc::new);
    asText(module, CenterId.class, CenterId::new);
    asText(module, CustomerId.class, CustomerId::new);
    asText(module, OrderId.class, OrderId::new);
    asText(module, ReservationId.class, ReservationId::new);
    asText(module, CommandId.class, CommandId::new);
    asText(module, ReceiptId.class, ReceiptId::new);
    asText(module, OperationId.class, OperationId::new);
    asText(module, WriteId.class, WriteId::new);
    asText(module, ProviderRef.class, ProviderRef::new);
    asText(module, InstrumentRef.class, InstrumentRef::new);
    asText(module, Money.class, Money::parse);
    module.setSerializerModifier(new MaskingPeoplesTexts());
    return module;
  }

  private static final class MaskingPeoplesTexts extends ValueSerializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public List<BeanPropertyWriter> changeProperties(
        SerializationConfig config,
        BeanDescription.Supplier description,
        List<BeanPropertyWriter> properties) {
      for (BeanPropertyWriter property : properties) {
        if (property.getType().hasRawClass(String.class)
            && WRITTEN_BY_PEOPLE.contains(property.getName())) {
          property.assignSerializer(
              new ValueSerializer<Object>() {
                @Override
                public void serialize(
                    Object value, JsonGenerator out, SerializationContext context) {
                  out.writeString(CardNumbers.mask((String) value));
                }
              });
        }
      }
      return properties;
    }
  }

  private static <T> void asText(SimpleModule module, Class<T> type, Function<String, T> parse) {
    module.addSerializer(
        type,
        new ValueSerializer<T>() {
          @Override
          public void serialize(T value, JsonGenerator out, SerializationContext context) {
            out.writeString(value.toString());
          }
        });
    module.addDeserializer(
        type,
        new ValueDeserializer<T>() {
          @Override
          public T deserialize(JsonParser in, DeserializationContext context) {
            return parse.apply(in.getString());
          }
        });
  }
}
