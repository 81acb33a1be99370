package io.nerest.detector.architecture;

import java.util.List;

/** One step of a network. Steps are ordered so that the inputs of each are computed before it. */
public sealed interface Operation {

    /** What the step computes. */
    Value output();

    /** What the step needs. */
    List<Value> inputs();

    /** Calls the visitor's method for this kind of step. */
    void accept(Visitor visitor);

    /** A method for each kind of step. */
    interface Visitor {
        void convolution(Convolution convolution);

        void concat(Concat concat);

        void slice(Slice slice);

        void add(Add add);

        void upsample(Upsample upsample);

        void maxPool(MaxPool maxPool);
    }

    /** Convolution with its BatchNorm or bias and its activation. */
    record Convolution(Value output, Value input, ConvolutionLayer layer) implements Operation {
        @Override
        public List<Value> inputs() {
            return List.of(input);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.convolution(this);
        }
    }

    /** The inputs one after another along the channels. */
    record Concat(Value output, List<Value> inputs) implements Operation {
        public Concat {
            inputs = List.copyOf(inputs);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.concat(this);
        }
    }

    /** The output's channels of the input from {@code firstChannel} on. */
    record Slice(Value output, Value input, int firstChannel) implements Operation {
        @Override
        public List<Value> inputs() {
            return List.of(input);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.slice(this);
        }
    }

    /** Elementwise sum. */
    record Add(Value output, Value left, Value right) implements Operation {
        @Override
        public List<Value> inputs() {
            return List.of(left, right);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.add(this);
        }
    }

    /** Every cell becomes {@code factor} x {@code factor} equal ones. */
    record Upsample(Value output, Value input, int factor) implements Operation {
        @Override
        public List<Value> inputs() {
            return List.of(input);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.upsample(this);
        }
    }

    /** Maximum over a square window with step 1, padded so that the size stays. */
    record MaxPool(Value output, Value input, int kernel) implements Operation {
        @Override
        public List<Value> inputs() {
            return List.of(input);
        }

        @Override
        public void accept(Visitor visitor) {
            visitor.maxPool(this);
        }
    }
}
