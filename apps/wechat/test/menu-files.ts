export const HOME = '{ name: 首页, type: view, url: https://example.com/ }';
export const MENU = `menu:
  button:
    - ${HOME}
    - name: 更多
      sub_button:
        - { name: 扫一扫, type: scancode_waitmsg, key: 007 }
        - { name: 帮助, type: click, key: HELP }
`;
export const conditional = (rule: string, name: string) =>
  `  - matchrule: { ${rule} }\n    button:\n      - { name: ${name}, type: click, key: K }\n`;
export const MEMBERS = conditional('tag_id: 134', '会员');
export const IOS = conditional('client_platform_type: 1', '苹果');
export const ANDROID = conditional('client_platform_type: 2, tag_id: 2', '安卓');
export const menus = (...conditionals: readonly string[]) => `${MENU}conditionalMenus:\n${conditionals.join('')}`;
