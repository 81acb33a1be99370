package io.nerest.standalone.costs;

import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The metrics of one service as it answers {@code /q/metrics}.
 *
 * @param sums by name, over all labels
 * @param devices names of devices by metric
 * @param heapBytes the heap in use
 */
public record MetricsPage(Map<String, Double> sums, Map<String, Set<String>> devices, double heapBytes) {
    private static final Pattern DEVICE = Pattern.compile("[{,]device=\"([^\"]*)\"");
    private static final String HEAP = "jvm_memory_used_bytes{area=\"heap\"";

    static MetricsPage parse(String text) {
        Map<String, Double> sums = new TreeMap<>();
        Map<String, Set<String>> devices = new TreeMap<>();
        double heap = 0;
        for (String line : text.lines().toList()) {
            int end = line.lastIndexOf(' ');
            if (line.startsWith("#") || end < 0) {
                continue;
            }
            int braces = line.indexOf('{');
            String name = line.substring(0, braces < 0 ? end : braces);
            try {
                double value = Double.parseDouble(line.substring(end + 1));
                sums.merge(name, value, Double::sum);
                Matcher device = DEVICE.matcher(line);
                if (device.find()) {
                    devices.computeIfAbsent(name, metric -> new TreeSet<>()).add(device.group(1));
                }
                heap += line.startsWith(HEAP) ? value : 0;
            } catch (NumberFormatException e) {
                // A sample with a timestamp or another extension: none of ours.
            }
        }
        return new MetricsPage(sums, devices, heap);
    }

    /** Returns the sum of a metric; empty if the page has no such metric. */
    public OptionalDouble sum(String name) {
        Double sum = sums.get(name);
        return sum == null || sum.isNaN() ? OptionalDouble.empty() : OptionalDouble.of(sum);
    }

    /** @throws IllegalStateException if the page has no such metric */
    double require(String name) {
        return sum(name).orElseThrow(() -> new IllegalStateException("the service has no metric " + name + " yet"));
    }

    /** Returns the values of the label {@code device} of a metric. */
    Set<String> devices(String name) {
        return devices.getOrDefault(name, Set.of());
    }
}
