package io.nerest.detector.torch;

/**
 * The device of a network.
 *
 * @param gpu index of the CUDA device, or -1 for the CPU
 */
public record ComputeDevice(int gpu) {
    public static final ComputeDevice CPU = new ComputeDevice(-1);

    /**
     * Reads the {@code device} argument: {@code cpu}, {@code 0}, {@code cuda}, {@code cuda:1}.
     *
     * @throws IllegalArgumentException if the text is none of these
     */
    public static ComputeDevice parse(String text) {
        String device = text.trim();
        if (device.isEmpty() || device.equals("cpu")) {
            return CPU;
        }
        if (device.equals("cuda")) {
            return new ComputeDevice(0);
        }
        String number = device.startsWith("cuda:") ? device.substring("cuda:".length()) : device;
        if (!number.matches("\\d{1,3}")) {
            throw new IllegalArgumentException(
                    "device=" + text + ": must be auto, cpu, the number of a CUDA device such as 0, or cuda:0");
        }
        return new ComputeDevice(Integer.parseInt(number));
    }

    public boolean isCpu() {
        return gpu < 0;
    }

    @Override
    public String toString() {
        return isCpu() ? "cpu" : "cuda:" + gpu;
    }
}
