package io.nerest.detector.architecture;

import java.util.List;

/** One step of a network. Steps stand in an order in which each finds its inputs already computed. */
public sealed interface Operation {

    /** What the step computes. */
    Value output();

    /** What the step needs. */
    List<Value> inputs();

    /** Convolution with its BatchNorm or bias and its activation. */
    record Convolution(Value output, Value input, ConvolutionLayer layer) implements Operation {
        @Override
        public List<Value> inputs() {
            return List.of(input);
        }
    }

    /** The inputs one after another along the channels. */
    record Concat(Value output, List<Value> inputs) implements Operation {
        public Concat {
            inputs = List.copyOf(inputs);
        }
    }

    /** The output's channels of the input from {@code firstChannel} on. */
    record Slice(Value output, Value input, int firstChannel) implements Operation {
        @Override
        public List<Value> inputs() {
            return List.of(input);
        }
    }

    /** Elementwise sum. */
    record Add(Value output, Value left, Value right) implements Operation {
        @Override
        public List<Value> inputs() {
            return List.of(left, right);
        }
    }

    /** Every cell becomes {@code factor} x {@code factor} equal ones. */
    record Upsample(Value output, Value input, int factor) implements Operation {
        @Override
        public List<Value> inputs() {
            return List.of(input);
        }
    }

    /** Maximum over a square window with step 1, padded so that the size stays. */
    record MaxPool(Value output, Value input, int kernel) implements Operation {
        @Override
        public List<Value> inputs() {
            return List.of(input);
        }
    }
}
