package dev.todoku.wire;

import dev.todoku.schema.HopKind;
import dev.todoku.schema.Limits;
import dev.todoku.schema.NextHop;
import org.jspecify.annotations.Nullable;

/**
 * The name under which attempts at a filter or relay of the sending side are counted, where those
 * at a provider are counted under the provider's: {@code filter:127.0.0.1:10024}, {@code
 * relay:smtp.example.net}. No provider has a colon in its name.
 */
public final class HopKey {
  private static final String FILTER = "filter:";
  private static final String RELAY = "relay:";
  private static final int SMTP_PORT = 25;

  private HopKey() {}

  /** The name of a hop that {@linkplain NextHop#chargesSender charges the sender}. */
  public static String of(NextHop hop) {
    String name = hop.name() == null ? ProviderDelta.UNKNOWN : hop.name();
    boolean isFilter = hop.kind() == HopKind.OWN;
    boolean showsPort = isFilter && hop.port() != 0 && hop.port() != SMTP_PORT;
    String key = (isFilter ? FILTER : RELAY) + name + (showsPort ? ":" + hop.port() : "");
    return key.length() <= Limits.DOMAIN ? key : key.substring(0, Limits.DOMAIN);
  }

  /** Whether a name that stands where a provider's does is that of a hop. */
  public static boolean isHop(@Nullable String name) {
    return isFilter(name) || (name != null && name.startsWith(RELAY));
  }

  /** Whether it is that of a filter. */
  public static boolean isFilter(@Nullable String name) {
    return name != null && name.startsWith(FILTER);
  }

  /** The name without what it is. */
  public static String nameOf(String key) {
    return key.substring(key.indexOf(':') + 1);
  }
}
