package dev.todoku.dns.spf;

import dev.todoku.dns.FakeDns;
import dev.todoku.dns.RecordType;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads the test suite that the SPF community published for RFC 7208. */
final class PublishedSuite {
  private static final String FILE = "rfc7208-tests.yml";

  /** A case with the zone that it runs in. */
  record Case(String scenario, String name, JsonNode test, FakeDns dns) {
    @Override
    public String toString() {
      return scenario + ": " + name;
    }

    List<String> results() {
      return texts(test.path("result"));
    }

    String text(String field) {
      return test.path(field).asString();
    }
  }

  private PublishedSuite() {}

  static List<Case> cases() {
    List<Case> cases = new ArrayList<>();
    YAMLMapper yaml = YAMLMapper.shared();
    try (InputStream in = PublishedSuite.class.getResourceAsStream(FILE)) {
      List<JsonNode> scenarios = yaml.readerFor(JsonNode.class).<JsonNode>readValues(in).readAll();
      for (JsonNode scenario : scenarios) {
        for (Map.Entry<String, JsonNode> test : scenario.path("tests").properties()) {
          cases.add(
              new Case(
                  scenario.path("description").asString(),
                  test.getKey(),
                  test.getValue(),
                  dns(scenario.path("zonedata"))));
        }
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return cases;
  }

  private static FakeDns dns(JsonNode zone) {
    FakeDns dns = new FakeDns();
    for (Map.Entry<String, JsonNode> owner : zone.properties()) {
      boolean copiesSpf =
          StreamSupport.stream(owner.getValue().spliterator(), false)
              .noneMatch(record -> record.has("TXT"));
      for (JsonNode record : owner.getValue()) {
        if (record.isString()) {
          dns.silent(owner.getKey());
        }
        record.properties().forEach(e -> add(dns, owner.getKey(), e, copiesSpf));
      }
    }
    return dns;
  }

  /** Records of the abolished type SPF stand for TXT where the name has none of its own. */
  private static void add(
      FakeDns dns, String name, Map.Entry<String, JsonNode> record, boolean copiesSpf) {
    String type = record.getKey();
    List<String> parts = texts(record.getValue());
    if (parts.equals(List.of("TIMEOUT"))) {
      dns.failing(name, RecordType.valueOf(type));
    } else if (type.equals("SPF")) {
      if (copiesSpf) {
        dns.txt(name, String.join("", parts));
      }
    } else if (type.equals("MX")) {
      dns.with(name, RecordType.MX, parts.get(0) + " " + bare(parts.get(1)));
    } else if (!parts.equals(List.of("NONE"))) {
      String value = String.join("", parts);
      dns.with(name, RecordType.valueOf(type), address(type, value));
    }
  }

  private static String address(String type, String value) {
    return switch (type) {
      case "AAAA" -> dev.todoku.dns.Ip.parse(value).orElseThrow().text();
      case "PTR", "CNAME" -> bare(value);
      default -> value;
    };
  }

  private static String bare(String name) {
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }

  private static List<String> texts(JsonNode node) {
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false)
            .map(JsonNode::asString)
            .collect(Collectors.toList())
        : List.of(node.asString());
  }
}
