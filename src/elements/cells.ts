/** Every cell's element, found by folder. */
import.meta.glob('../cells/*/fp-*.ts', { eager: true });
