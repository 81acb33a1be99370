package io.nerest.video.sampling;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads sampling rules from text. */
public final class SamplingRuleParser {
    private static final String FORMS =
            "use rate:5 (frames per second), every:10 (one in ten), scene:threshold=0.05,idle=60 or motion:rate=5,lead=1,tail=2";

    private SamplingRuleParser() {}

    /**
     * Parses a rule. Values that are left out have defaults.
     *
     * @throws IllegalArgumentException if the text is not a rule; the message names the part and the forms
     */
    public static SamplingRule parse(String text) {
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        return switch (kind) {
            case "rate" -> new SamplingRule.FixedRate(number("rate", rest));
            case "every" -> {
                double frames = number("every", rest);
                if (frames != Math.rint(frames)) {
                    throw new IllegalArgumentException("'every' is " + rest + ", but must be a whole number");
                }
                yield new SamplingRule.EveryNth((int) Math.min(Integer.MAX_VALUE, frames));
            }
            case "scene" -> {
                Map<String, Double> values = values(rest, Map.of("threshold", 0.03, "idle", 60.0));
                yield new SamplingRule.SceneChange(value(values, "threshold"), value(values, "idle"));
            }
            case "motion" -> {
                Map<String, Double> values = values(
                        rest,
                        Map.of("rate", 5.0, "lead", 1.0, "tail", 2.0, "area", 0.003, "contrast", 18.0, "idle", 60.0));
                yield new SamplingRule.Motion(
                        value(values, "rate"),
                        value(values, "lead"),
                        value(values, "tail"),
                        value(values, "area"),
                        value(values, "contrast"),
                        value(values, "idle"));
            }
            default -> throw new IllegalArgumentException("'" + shortened(text) + "' is not a sampling rule; " + FORMS);
        };
    }

    private static double value(Map<String, Double> values, String name) {
        Double value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(name);
        }
        return value;
    }

    private static Map<String, Double> values(String text, Map<String, Double> defaults) {
        Map<String, Double> values = new LinkedHashMap<>(defaults);
        if (text.isEmpty()) {
            return values;
        }
        for (String part : text.split(",", -1)) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (equals < 0 || !defaults.containsKey(name)) {
                throw new IllegalArgumentException("'" + shortened(part) + "' is not one of "
                        + defaults.keySet().stream().sorted().toList() + " with a value; " + FORMS);
            }
            values.put(name, number(name, part.substring(equals + 1)));
        }
        return values;
    }

    private static double number(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + name + "' is '" + shortened(text) + "', but must be a number", e);
        }
    }

    private static String shortened(String text) {
        String clean = text.replaceAll("\\p{Cntrl}", "?");
        return clean.length() <= 60 ? clean : clean.substring(0, 60) + "...";
    }
}
