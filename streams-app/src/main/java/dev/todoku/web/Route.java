package dev.todoku.web;

import io.javalin.http.HandlerType;

/** What the API answers to. {@code page/openapi.json} describes each. */
enum Route {
  EXPLAIN("GET", "/api/explain"),
  RECIPIENT("GET", "/api/recipient"),
  MESSAGE("GET", "/api/message"),
  CAMPAIGN("GET", "/api/campaign"),
  CAMPAIGNS("GET", "/api/campaigns"),
  SUPPRESSIONS("GET", "/api/suppressions"),
  PROVIDERS("GET", "/api/providers"),
  PROVIDER("GET", "/api/providers/{name}"),
  SENDERS("GET", "/api/senders"),
  SENDER("GET", "/api/senders/{name}"),
  SENDER_REPORTS("GET", "/api/senders/{name}/reports"),
  INCIDENTS("GET", "/api/incidents"),
  INCIDENT("GET", "/api/incident"),
  INCIDENT_MAIL("GET", "/api/incident/mail"),
  SEARCH("GET", "/api/search"),
  SUGGEST("GET", "/api/suggest"),
  SOURCE_IP("GET", "/api/ips/{name}"),
  SHARE("POST", "/api/share"),
  /** Needs no token: its signature says what may be seen. */
  SHARED("GET", "/api/shared"),
  CHECK("GET", "/api/check"),
  INTAKE("POST", "/intake/{format}"),
  REPORTS("POST", "/intake/{sender}/{source}"),
  REPORTS_PROBE("HEAD", "/intake/{sender}/{source}"),
  /** Between instances. */
  STATE("GET", "/state/{kind}");

  private final String method;
  private final String path;

  Route(String method, String path) {
    this.method = method;
    this.path = path;
  }

  HandlerType method() {
    return HandlerType.findOrCreate(method);
  }

  String path() {
    return path;
  }
}
