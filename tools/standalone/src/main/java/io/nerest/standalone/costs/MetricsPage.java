package io.nerest.standalone.costs;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** The metrics of one service as it answers {@code /q/metrics}: sums by name, over all labels. */
record MetricsPage(Map<String, Double> sums) {
    static MetricsPage parse(String text) {
        Map<String, Double> sums = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#") && line.contains(" ")).forEach(line -> {
            int end = line.lastIndexOf(' ');
            int braces = line.indexOf('{');
            String name = line.substring(0, braces < 0 ? end : braces);
            try {
                sums.merge(name, Double.parseDouble(line.substring(end + 1)), Double::sum);
            } catch (NumberFormatException e) {
                // A sample with a timestamp or another extension: none of ours.
            }
        });
        return new MetricsPage(sums);
    }

    /** Returns the sum of a metric; empty if the page has no such metric. */
    OptionalDouble sum(String name) {
        Double sum = sums.get(name);
        return sum == null || sum.isNaN() ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    /** @throws IllegalStateException if the page has no such metric */
    double require(String name) {
        return sum(name).orElseThrow(() -> new IllegalStateException("the service has no metric " + name + " yet"));
    }
}
