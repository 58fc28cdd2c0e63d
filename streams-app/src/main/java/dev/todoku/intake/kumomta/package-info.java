/** The records of KumoMTA, one JSON object a line, as its log files and log hooks have them. */
package dev.todoku.intake.kumomta;
