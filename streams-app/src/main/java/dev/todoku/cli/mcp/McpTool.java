package dev.todoku.cli.mcp;

import dev.todoku.schema.Cause;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A question that an assistant may ask, and the route that answers it.
 *
 * @param name how assistants call it
 * @param description what it answers, for an assistant
 * @param path of the API; {@code {name}} in it stands for the argument of that name; empty where no
 *     instance need be asked
 * @param arguments what may be said
 */
record McpTool(String name, String description, String path, List<Argument> arguments) {

  /**
   * Something that may be said.
   *
   * @param name as the API has it
   * @param description for an assistant
   * @param isRequired whether it must be said
   * @param choices values that it may have, empty for any
   */
  record Argument(String name, String description, boolean isRequired, List<String> choices) {
    static Argument required(String name, String description) {
      return new Argument(name, description, true, List.of());
    }

    static Argument choice(String name, String description, String... choices) {
      return new Argument(name, description, false, List.of(choices));
    }
  }

  private static final Argument LANG =
      Argument.choice("lang", "Language of what a person reads.", "en", "ja");
  private static final Argument RANGE =
      Argument.choice("range", "How far back; a day unless said.", "1h", "24h", "7d", "30d");

  /** What the API answers. */
  static final List<McpTool> ALL =
      List.of(
          new McpTool(
              "explain",
              "Why a mail did not arrive: verdict, where it stopped, steps, timeline. Takes a"
                  + " recipient's address or a Message-ID.",
              "/api/explain",
              List.of(Argument.required("q", "A recipient's address or a Message-ID."), LANG)),
          new McpTool(
              "search",
              "Finds mail by queue id, part of an address or subject, and providers, From domains,"
                  + " source IPs, campaigns and incidents by name.",
              "/api/search",
              List.of(Argument.required("q", "What to look for."), LANG)),
          new McpTool(
              "incidents",
              "Incidents: blocks, outages, bad lists and others, with evidence and remedy.",
              "/api/incidents",
              List.of(Argument.choice("state", "All unless said.", "all", "open"), LANG)),
          new McpTool(
              "incident",
              "One incident: evidence for and against, remedy, what each revision changed.",
              "/api/incident",
              List.of(Argument.required("id", "Its incidentId."), LANG)),
          new McpTool(
              "affected_mail",
              "The mail that failed in an incident, and how much of it to send again.",
              "/api/incident/mail",
              List.of(Argument.required("id", "The incidentId."), LANG)),
          new McpTool(
              "providers",
              "How receiving providers take mail: accepted, refused, how long it takes.",
              "/api/providers",
              List.of(RANGE, LANG)),
          new McpTool(
              "provider",
              "One receiving provider: reasons of refusal, source IPs and From domains.",
              "/api/providers/{name}",
              List.of(Argument.required("name", "As providers has it."), RANGE, LANG)),
          new McpTool(
              "senders",
              "How the mail of each From domain is taken.",
              "/api/senders",
              List.of(RANGE, LANG)),
          new McpTool(
              "campaigns", "Campaigns with their acceptance rates.", "/api/campaigns", List.of()),
          new McpTool(
              "campaign",
              "What became of one campaign, by provider and reason, beside those before it.",
              "/api/campaign",
              List.of(Argument.required("name", "As campaigns has it."), LANG)),
          new McpTool(
              "suppressions",
              "Addresses to which no mail is to be sent, and why.",
              "/api/suppressions",
              List.of(
                  new Argument("q", "Part of an address.", false, List.of()),
                  Argument.choice(
                      "cause", "What suppressed it.", "DEAD", "SOFT", "COMPLAINT", "COMMAND"),
                  LANG)),
          new McpTool(
              "check",
              "What the DNS says of a sender now: SPF, DKIM, DMARC, reverse name, blocklists.",
              "/api/check",
              List.of(
                  Argument.required("domain", "A From domain."),
                  new Argument("ip", "An address that sends for it.", false, List.of()))),
          new McpTool(
              "playbook",
              "What to do about a cause of incidents, in order, at a provider if one is named.",
              "",
              List.of(
                  new Argument(
                      "cause",
                      "As incidents have it.",
                      true,
                      Arrays.stream(Cause.values()).map(Enum::name).toList()),
                  new Argument("provider", "As providers has it.", false, List.of()))));

  /** As {@code tools/list} shows it. */
  Map<String, Object> json() {
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    for (Argument argument : arguments) {
      Map<String, Object> schema = new LinkedHashMap<>();
      schema.put("type", "string");
      schema.put("description", argument.description());
      if (!argument.choices().isEmpty()) {
        schema.put("enum", argument.choices());
      }
      properties.put(argument.name(), schema);
      if (argument.isRequired()) {
        required.add(argument.name());
      }
    }
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", required);
    schema.put("additionalProperties", false);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", name);
    json.put("description", description);
    json.put("inputSchema", schema);
    json.put("annotations", Map.of("readOnlyHint", true));
    return json;
  }
}
