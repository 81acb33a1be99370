package io.nerest.detector.pickle;

import io.nerest.detector.pickle.Pickled.Bool;
import io.nerest.detector.pickle.Pickled.Bytes;
import io.nerest.detector.pickle.Pickled.Dictionary;
import io.nerest.detector.pickle.Pickled.Float64;
import io.nerest.detector.pickle.Pickled.Instance;
import io.nerest.detector.pickle.Pickled.Int;
import io.nerest.detector.pickle.Pickled.Named;
import io.nerest.detector.pickle.Pickled.None;
import io.nerest.detector.pickle.Pickled.Sequence;
import io.nerest.detector.pickle.Pickled.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the instructions of a pickle (protocols 2 to 5, as documented in CPython's {@code pickletools}) into plain data
 * without running them. A class becomes its name and a call becomes data; both are rejected unless
 * {@link PickleVocabulary} lists them. An instruction adds at most one small object and copies only what it takes off the
 * stack, so time and memory are bounded by the pickle's length.
 */
public final class PickleWalker {
    private final PickleBytes bytes;
    private final List<Pickled> stack = new ArrayList<>();
    private final List<Integer> marks = new ArrayList<>();
    private final Map<Long, Pickled> memo = new HashMap<>();

    private PickleWalker(byte[] pickle) {
        bytes = new PickleBytes(pickle);
    }

    /**
     * Reads a pickle without running any of it.
     *
     * @throws PickleRefusedException if the pickle is damaged, or contains more than data
     */
    public static Pickled walk(byte[] pickle) {
        return new PickleWalker(pickle).walk();
    }

    private Pickled walk() {
        for (int code = bytes.unsignedByte(); code != '.'; code = bytes.unsignedByte()) {
            if (!scalar(code) && !container(code) && !memoOrStack(code)) {
                object(code);
            }
        }
        Pickled result = pop();
        if (!stack.isEmpty() || !marks.isEmpty()) {
            throw bytes.refused("ends with %d values left over".formatted(stack.size()));
        }
        return result;
    }

    private boolean scalar(int code) {
        switch (code) {
            case 'N' -> push(new None());
            case 0x88 -> push(new Bool(true));
            case 0x89 -> push(new Bool(false));
            case 'J' -> push(new Int(bytes.signedInt()));
            case 'K' -> push(new Int(bytes.unsignedByte()));
            case 'M' -> push(new Int(bytes.unsignedShort()));
            case 0x8a -> push(new Int(bytes.signedLong(bytes.unsignedByte())));
            case 'G' -> push(new Float64(bytes.bigEndianDouble()));
            case 'X' -> push(new Text(bytes.text(bytes.unsignedInt())));
            case 0x8c -> push(new Text(bytes.text(bytes.unsignedByte())));
            case 'U', 'C' -> push(new Bytes(bytes.skip(bytes.unsignedByte())));
            case 'T', 'B' -> push(new Bytes(bytes.skip(bytes.unsignedInt())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int code) {
        switch (code) {
            case ']', 0x8f -> push(new Sequence(List.of()));
            case ')' -> push(new Sequence(List.of()));
            case 't' -> push(new Sequence(popToMark()));
            case 0x85 -> push(new Sequence(popLast(1)));
            case 0x86 -> push(new Sequence(popLast(2)));
            case 0x87 -> push(new Sequence(popLast(3)));
            case 'a' -> {
                Pickled item = pop();
                sequence(peek()).items().add(item);
            }
            case 'e', 0x90 -> {
                List<Pickled> items = popToMark();
                sequence(peek()).items().addAll(items);
            }
            case '}' -> push(new Dictionary());
            case 's' -> putAll(popLast(2));
            case 'u' -> putAll(popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memoOrStack(int code) {
        switch (code) {
            case 0x80 -> {
                int protocol = bytes.unsignedByte();
                if (protocol < 2 || protocol > 5) {
                    throw bytes.refused("has protocol %d; 2 to 5 are read".formatted(protocol));
                }
            }
            case 0x95 -> bytes.signedLong(8); // the length of a frame is only needed for reading ahead
            case '(' -> marks.add(stack.size());
            case '0' -> pop();
            case '1' -> popToMark();
            case '2' -> push(peek());
            case 'h' -> push(recall(bytes.unsignedByte()));
            case 'j' -> push(recall(bytes.unsignedInt()));
            case 'q' -> memo.put((long) bytes.unsignedByte(), peek());
            case 'r' -> memo.put(bytes.unsignedInt(), peek());
            case 0x94 -> memo.put((long) memo.size(), peek());
            default -> {
                return false;
            }
        }
        return true;
    }

    private void object(int code) {
        switch (code) {
            case 'c' -> push(named(bytes.line(), bytes.line()));
            case 0x93 -> {
                List<Pickled> names = popLast(2);
                push(named(text(names.get(0)), text(names.get(1))));
            }
            case 'R', 0x81 -> {
                List<Pickled> call = popLast(2);
                push(PickleVocabulary.call(
                        name(call.get(0)), sequence(call.get(1)).items()));
            }
            case 'b' -> build(pop(), peek());
            case 'Q' -> push(PickleVocabulary.storage(sequence(pop()).items()));
            default ->
                throw bytes.refused("holds the instruction 0x%02x, which checkpoints do not contain".formatted(code));
        }
    }

    /** Sets attributes. Attributes of other objects, such as ordered dicts, are ignored. */
    private void build(Pickled state, Pickled target) {
        if (target instanceof Instance instance) {
            if (state instanceof Dictionary attributes) {
                instance.set(attributes);
            }
        }
    }

    private Named named(String module, String name) {
        String qualified = module + "." + name;
        if (!PickleVocabulary.allows(qualified)) {
            throw bytes.refused("names '%s', which is not among the names allowed in checkpoints"
                    .formatted(PickleVocabulary.printable(qualified)));
        }
        return new Named(qualified);
    }

    private void putAll(List<Pickled> keysAndValues) {
        if (keysAndValues.size() % 2 != 0 || !(peek() instanceof Dictionary dictionary)) {
            throw bytes.refused("sets items of something other than a dictionary, or a key without a value");
        }
        for (int i = 0; i < keysAndValues.size(); i += 2) {
            Pickled key = keysAndValues.get(i);
            if (key instanceof Text || key instanceof Int || key instanceof Bool || key instanceof None) {
                dictionary.entries().put(key, keysAndValues.get(i + 1));
            } else {
                throw bytes.refused("has a dictionary key that is neither a string nor an integer");
            }
        }
    }

    private void push(Pickled value) {
        stack.add(value);
    }

    private Pickled peek() {
        return require(1).get(stack.size() - 1);
    }

    private Pickled pop() {
        return require(1).remove(stack.size() - 1);
    }

    private List<Pickled> popLast(int count) {
        List<Pickled> last = require(count).subList(stack.size() - count, stack.size());
        List<Pickled> copy = List.copyOf(last);
        last.clear();
        return copy;
    }

    private List<Pickled> popToMark() {
        if (marks.isEmpty()) {
            throw bytes.refused("refers to a mark that was not set");
        }
        int from = marks.remove(marks.size() - 1);
        return popLast(stack.size() - from);
    }

    /** Returns the stack if it has at least so many values above the last mark. */
    private List<Pickled> require(int count) {
        int floor = marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
        if (stack.size() - floor < count) {
            throw bytes.refused("takes %d values from a stack of %d".formatted(count, stack.size() - floor));
        }
        return stack;
    }

    private Pickled recall(long key) {
        Pickled value = memo.get(key);
        if (value == null) {
            throw bytes.refused("refers to memo entry %d, which does not exist".formatted(key));
        }
        return value;
    }

    private Sequence sequence(Pickled value) {
        if (value instanceof Sequence sequence) {
            return sequence;
        }
        throw bytes.refused("uses a value as a sequence that is not one");
    }

    private String text(Pickled value) {
        if (value instanceof Text text) {
            return text.value();
        }
        throw bytes.refused("uses a value as a name that is not a string");
    }

    private String name(Pickled value) {
        if (value instanceof Named named) {
            return named.name();
        }
        throw bytes.refused("calls a value that is not a class or function");
    }
}
