package dev.todoku.web;

import dev.todoku.explain.ExplanationWords;
import dev.todoku.readmodel.Group;
import dev.todoku.readmodel.Sum;
import dev.todoku.schema.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Figures as JSON. */
final class GroupJson {
  private GroupJson() {}

  static Map<String, Object> sum(Sum sum) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("accepted", sum.accepted());
    json.put("deferred", sum.deferred());
    json.put("bounced", sum.bounced());
    json.put("expired", sum.expired());
    json.put("complaints", sum.complaints());
    json.put("failureRate", sum.failureRate());
    return json;
  }

  static List<Map<String, Object>> slots(Group group) {
    return group.slots().stream()
        .map(
            slot -> {
              Map<String, Object> json = new LinkedHashMap<>();
              json.put("time", slot.time());
              json.put("accepted", slot.sum().accepted());
              json.put("deferred", slot.sum().deferred());
              json.put("failed", slot.sum().failed());
              return json;
            })
        .toList();
  }

  /** The most frequent first. */
  static List<Map<String, Object>> reasons(Map<Reason, Long> counts, ExplanationWords words) {
    return counts.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue(), a.getValue()))
        .map(
            entry -> {
              Map<String, Object> json = new LinkedHashMap<>();
              json.put("reason", entry.getKey());
              json.put("said", words.of("reason", entry.getKey()));
              json.put("fault", words.of("fault", entry.getKey().fault()));
              json.put("count", entry.getValue());
              return json;
            })
        .toList();
  }
}
