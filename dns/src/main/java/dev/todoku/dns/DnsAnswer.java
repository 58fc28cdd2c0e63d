package dev.todoku.dns;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the DNS said.
 *
 * @param status whether there is such a record
 * @param values one a record, in no order: an address, {@code 10 mx.example.jp}, a name without the
 *     dot of the root, or a text whose bytes are ISO 8859-1; empty unless {@code FOUND}
 * @param ttl how long it holds
 * @param problem why it failed, null unless {@code FAILED}
 */
public record DnsAnswer(
    Status status, List<String> values, Duration ttl, @Nullable String problem) {

  /** Whether there is such a record. */
  public enum Status {
    FOUND,
    /** The name exists and has no record of this type. */
    NO_DATA,
    /** The name does not exist (NXDOMAIN), and no name below it does (RFC 8020). */
    NO_NAME,
    /** Nobody knows: no resolver answered, or none could find out. */
    FAILED
  }

  public DnsAnswer {
    values = List.copyOf(values);
  }

  /** Records. */
  public static DnsAnswer found(List<String> values, Duration ttl) {
    return new DnsAnswer(Status.FOUND, values, ttl, null);
  }

  /** The name has no such record. */
  public static DnsAnswer noData(Duration ttl) {
    return new DnsAnswer(Status.NO_DATA, List.of(), ttl, null);
  }

  /** There is no such name. */
  public static DnsAnswer noName(Duration ttl) {
    return new DnsAnswer(Status.NO_NAME, List.of(), ttl, null);
  }

  /** Nobody knows. */
  public static DnsAnswer failed(String problem, Duration ttl) {
    return new DnsAnswer(Status.FAILED, List.of(), ttl, problem);
  }

  /** Whether there are records. */
  public boolean isFound() {
    return status == Status.FOUND;
  }

  /** Whether nobody knows. */
  public boolean isFailed() {
    return status == Status.FAILED;
  }

  /** Whether it is certain that there is no such record. */
  public boolean isEmpty() {
    return status == Status.NO_DATA || status == Status.NO_NAME;
  }
}
