package io.nerest.standalone.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/** How a demo's models are trained: few frames, a good start, minutes rather than hours. */
final class DemoTraining {
    private DemoTraining() {}

    static Map<String, String> arguments(DemoOptions options) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("epochs", String.valueOf(options.epochs()));
        arguments.put("imgsz", String.valueOf(options.imgsz()));
        arguments.put("seed", String.valueOf(options.seed()));
        // A round has tens of frames: with the usual 64 frames a step it would end after a handful of steps.
        arguments.put("batch", "8");
        arguments.put("nbs", "8");
        // Half of what 'auto' takes for fresh weights: the base checkpoint has something to lose.
        arguments.put("optimizer", "AdamW");
        arguments.put("lr0", "0.001");
        arguments.put("warmup_epochs", "1");
        arguments.put("close_mosaic", String.valueOf(Math.max(1, options.epochs() / 5)));
        arguments.put("plots", "false");
        return arguments;
    }
}
