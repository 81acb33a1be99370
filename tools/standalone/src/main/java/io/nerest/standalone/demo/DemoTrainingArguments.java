package io.nerest.standalone.demo;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Training arguments of the demo. The campaign fine-tunes by the recipe for few labels, which keeps {@code epochs} as an upper
 * limit; the others apply where there is no base of the same classes.
 */
final class DemoTrainingArguments {
    private DemoTrainingArguments() {}

    /** Returns the training arguments by name. */
    static Map<String, String> of(DemoOptions options) {
        Map<String, String> arguments = new LinkedHashMap<>();
        arguments.put("epochs", String.valueOf(options.epochs()));
        arguments.put("imgsz", String.valueOf(options.imgsz()));
        arguments.put("seed", String.valueOf(options.seed()));
        // A round has tens of frames; with the default nbs of 64 an epoch would have a single optimizer step.
        arguments.put("batch", "8");
        arguments.put("nbs", "8");
        // Half the learning rate of 'auto', which is meant for untrained weights.
        arguments.put("optimizer", "AdamW");
        arguments.put("lr0", "0.001");
        arguments.put("warmup_epochs", "1");
        // The default of 0.1 is meant for SGD: AdamW would move every bias by 0.1 in each step.
        arguments.put("warmup_bias_lr", "0");
        arguments.put("close_mosaic", String.valueOf(Math.max(1, options.epochs() / 5)));
        arguments.put("plots", "false");
        return arguments;
    }
}
