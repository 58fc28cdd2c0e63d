package dev.todoku.remedy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Where incidents stand on the page.
 *
 * @param page where people reach the page, without a slash at its end; empty when unknown
 */
public record IncidentLink(String page) {
  /** The address of an incident; empty when nobody said where the page is. */
  public Optional<String> of(String incidentId) {
    return page.isEmpty()
        ? Optional.empty()
        : Optional.of(
            page + "/#/incidents/" + URLEncoder.encode(incidentId, StandardCharsets.UTF_8));
  }
}
