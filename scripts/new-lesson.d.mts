export function newLesson(root: string, title: string): [file: string, test: string];
