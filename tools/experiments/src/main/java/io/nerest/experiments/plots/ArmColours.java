package io.nerest.experiments.plots;

import io.nerest.charts.PlotStyle;
import io.nerest.experiments.result.ArmKind;
import io.nerest.experiments.result.ArmResult;
import java.awt.Color;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One colour per arm, the same on every plot. Baselines are grey, brown or dark, all other arms have a hue. */
final class ArmColours {
    private static final Color RANDOM = new Color(0x7a8791);
    private static final Color FIXED = new Color(0x8c6d31);

    private final Map<String, Color> colours = new HashMap<>();

    ArmColours(List<ArmResult> arms) {
        int next = 0;
        for (ArmResult arm : arms) {
            if (arm.kind() == ArmKind.FULL) {
                colours.put(arm.name(), PlotStyle.INK);
            } else if (arm.kind() == ArmKind.FIXED) {
                colours.put(arm.name(), FIXED);
            } else {
                colours.put(arm.name(), arm.name().equals("random") ? RANDOM : PlotStyle.colour(next++));
            }
        }
    }

    Color of(String arm) {
        return colours.getOrDefault(arm, PlotStyle.INK);
    }
}
