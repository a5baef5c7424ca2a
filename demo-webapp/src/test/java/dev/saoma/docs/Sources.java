package dev.saoma.docs;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The source files of all modules of the repository, below {@code src/main} and {@code src/test}. */
final class Sources {
    private static final Path BUILT = Path.of("target");

    /**
     * A method, constructor or record, and the number of its parameters or components in the source.
     *
     * @param ofRecord whether it is a record or a constructor of one
     */
    record Signature(Path file, String name, boolean ofRecord, long parameters) {
        @Override
        public String toString() {
            return Document.ROOT.relativize(file) + ": " + name + " has " + parameters;
        }
    }

    private Sources() {}

    /** Returns every file of one kind, {@code main} or {@code test}; a module is a folder with a {@code pom.xml}. */
    static List<Path> all(String kind) {
        List<Path> files = new ArrayList<>();
        addModule(Document.ROOT, Path.of("src", kind), files);
        return files;
    }

    private static void addModule(Path folder, Path sources, List<Path> files) {
        if (Files.isDirectory(folder.resolve(sources))) {
            files.addAll(filesBelow(folder.resolve(sources)));
        }
        for (Path inner : foldersIn(folder)) {
            if (Files.exists(inner.resolve("pom.xml"))) {
                addModule(inner, sources, files);
            }
        }
    }

    private static List<Path> foldersIn(Path folder) {
        try (var inner = Files.list(folder)) {
            return inner.filter(Files::isDirectory)
                    .filter(path -> !path.endsWith(BUILT))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> filesBelow(Path folder) {
        try (var all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads the signatures in Java files, without those that the compiler would add. */
    static List<Signature> signatures(Collection<Path> javaFiles) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<Signature> signatures = new ArrayList<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, files, null, List.of("-proc:none"), null, files.getJavaFileObjectsFromPaths(javaFiles));
            task.parse().forEach(unit -> new Reader(unit, signatures).scan(unit, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return signatures;
    }

    /** Collects the signatures of a file. The scanner passes the class or record that a method stands in. */
    private static final class Reader extends TreeScanner<Void, ClassTree> {
        private final Path file;
        private final List<Signature> signatures;

        Reader(CompilationUnitTree unit, List<Signature> signatures) {
            file = Path.of(unit.getSourceFile().toUri());
            this.signatures = signatures;
        }

        @Override
        public Void visitClass(ClassTree type, ClassTree outer) {
            if (type.getKind() == Tree.Kind.RECORD) {
                long components =
                        type.getMembers().stream().filter(Reader::isComponent).count();
                signatures.add(new Signature(file, type.getSimpleName().toString(), true, components));
            }
            return super.visitClass(type, type);
        }

        @Override
        public Void visitMethod(MethodTree method, ClassTree owner) {
            boolean ofRecord = owner.getKind() == Tree.Kind.RECORD && method.getReturnType() == null;
            String name = owner.getSimpleName() + "." + method.getName();
            signatures.add(
                    new Signature(file, name, ofRecord, method.getParameters().size()));
            return super.visitMethod(method, owner);
        }

        private static boolean isComponent(Tree member) {
            return member instanceof VariableTree field
                    && !field.getModifiers().getFlags().contains(Modifier.STATIC);
        }
    }
}
